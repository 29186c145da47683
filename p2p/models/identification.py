"""What a case was taken for when duplicates were looked for. Inserted, never edited; the newest counts."""

from django.db import models

from p2p.models.columns import amount, currency
from p2p.models.vendor import Vendor
from workflow.models import Case


class Identification(models.Model):
    """A case's vendor, number, date and total, as other cases find it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="identifications")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="identifications")
    kind = models.CharField(max_length=16, help_text="invoice or credit_note")
    invoice_number = models.CharField(max_length=100)
    number_key = models.CharField(max_length=100, help_text="as numbers are compared: p2p.numbers.invoice_key")
    invoice_date = models.DateField(null=True)
    gross = amount(null=True)
    currency = currency()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["vendor", "number_key"], name="identification_by_number"),
            models.Index(fields=["vendor", "gross", "invoice_date"], name="identification_by_gross"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_number} in case {self.case_id}"
