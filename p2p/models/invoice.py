"""What a document says, as far as it was read and as people corrected it. Inserted, never edited."""

from django.db import models

from p2p.models.columns import amount, currency, quantity, unit_price
from p2p.models.document import Document
from workflow.models import Case


class Invoice(models.Model):
    """One reading of a case's document. A correction inserts a new row; the newest one counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invoices")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="invoices")
    created_at = models.DateTimeField()
    document_type = models.CharField(max_length=16)
    invoice_number = models.CharField(max_length=100, blank=True)
    invoice_date = models.DateField(null=True)
    due_date = models.DateField(null=True)
    seller_name = models.CharField(max_length=300, blank=True)
    seller_vat_id = models.CharField(max_length=32, blank=True)
    buyer_name = models.CharField(max_length=300, blank=True)
    po_number = models.CharField(max_length=100, blank=True)
    currency = currency(blank=True)
    net = amount(null=True)
    tax = amount(null=True)
    gross = amount(null=True)
    payable = amount(null=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    sort_code = models.CharField(max_length=16, blank=True)
    account_number = models.CharField(max_length=34, blank=True)

    def __str__(self) -> str:
        return f"{self.invoice_number or 'unnumbered'} in case {self.case_id}"


class InvoiceLine(models.Model):
    """One line as the document prints it."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    line_number = models.PositiveIntegerField(help_text="from 1, in the order of the document")
    description = models.TextField(blank=True)
    sku = models.CharField("SKU", max_length=100, blank=True)
    quantity = quantity(null=True)
    unit = models.CharField(max_length=32, blank=True)
    unit_price = unit_price(null=True)
    net = amount(null=True)
    tax_rate = models.DecimalField(max_digits=6, decimal_places=3, null=True, help_text="percent")
    po_line = models.PositiveIntegerField(null=True, help_text="the order line that the document names")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "line_number"], name="invoice_line_once")]

    def __str__(self) -> str:
        return f"line {self.line_number} of {self.invoice_id}"
