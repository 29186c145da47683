"""Three-way matches: which order lines an invoice bills, and how much of each. Inserted, never edited."""

from django.db import models

from p2p.models.columns import quantity, unit_price
from p2p.models.invoice import Invoice, InvoiceLine
from p2p.models.order import PurchaseOrder, PurchaseOrderLine
from workflow.models import Case


class Match(models.Model):
    """One match of an invoice with its order. The newest of a case counts.

    Without an order (coded by a person instead) there are no lines, and the coding stands here.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="matches")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="matches")
    order = models.ForeignKey(PurchaseOrder, null=True, on_delete=models.PROTECT, related_name="matches")
    gl_account = models.CharField("GL account", max_length=32, blank=True)
    cost_centre = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "matches"

    def __str__(self) -> str:
        return f"match of case {self.case_id}"


class MatchLine(models.Model):
    """How much of one order line one invoice line bills. Credited quantities are negative."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="lines")
    invoice_line = models.ForeignKey(InvoiceLine, null=True, on_delete=models.PROTECT)
    order_line = models.ForeignKey(PurchaseOrderLine, on_delete=models.PROTECT, related_name="match_lines")
    quantity = quantity()
    unit_price = unit_price()

    def __str__(self) -> str:
        return f"{self.quantity} of order line {self.order_line_id}"
