"""Goods receipts: what arrived."""

from django.db import models

from p2p.models.columns import quantity
from p2p.models.order import PurchaseOrderLine


class GoodsReceipt(models.Model):
    """A quantity received against one order line. A negative quantity is a return."""

    number = models.CharField("receipt number", max_length=64)
    line = models.ForeignKey(PurchaseOrderLine, on_delete=models.PROTECT, related_name="receipts")
    received_date = models.DateField()
    quantity = quantity()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "line"], name="receipt_line_once")]

    def __str__(self) -> str:
        return f"{self.number} for {self.line}"
