"""Purchase orders: what was agreed to be bought, at which price."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Upper

from p2p.models.columns import currency, quantity, unit_price
from p2p.models.vendor import Vendor


def _replaced(text: F | Func, pattern: str, *flags: str) -> Func:
    arguments = (Value(pattern), Value(""), *map(Value, flags))
    return Func(text, *arguments, function="regexp_replace", output_field=models.TextField())


class PurchaseOrder(models.Model):
    """An order placed with one vendor."""

    number = models.CharField("PO number", max_length=64, unique=True)
    # As numbers are compared, however they are printed; `p2p.numbers.order_key` computes the same.
    number_key = models.GeneratedField(
        expression=_replaced(Upper(_replaced(F("number"), "[^A-Za-z0-9]", "g")), "^(PO)?0*"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="orders")
    order_date = models.DateField()
    currency = currency()
    requester_email = models.EmailField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["number_key"], name="order_by_number_key")]

    def __str__(self) -> str:
        return self.number


class PurchaseOrderLine(models.Model):
    """One line of an order."""

    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="lines")
    line_number = models.PositiveIntegerField()
    sku = models.CharField("SKU", max_length=64, blank=True)
    description = models.CharField(max_length=500, blank=True)
    quantity = quantity()
    unit = models.CharField(max_length=16, blank=True)
    unit_price = unit_price()
    tax_rate = models.DecimalField(max_digits=6, decimal_places=3, help_text="percent, e.g. 20")
    gl_account = models.CharField("GL account", max_length=32)
    cost_centre = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "line_number"], name="order_line_number_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="order_line_quantity_positive"),
            models.CheckConstraint(condition=models.Q(unit_price__gte=0), name="order_line_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} line {self.line_number}"
