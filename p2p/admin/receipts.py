"""Goods receipts. A booking is heard by the cases that wait for the goods."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from p2p.admin.kinds import MasterAdmin
from p2p.models import GoodsReceipt, PurchaseOrderLine
from p2p.wakeups import receipt_booked
from workflow import clock


@admin.register(GoodsReceipt)
class GoodsReceiptAdmin(MasterAdmin):
    list_display = ("number", "line", "quantity", "received_date")
    list_filter = ("received_date",)
    list_select_related = ("line__order",)
    search_fields = ("number", "line__order__number", "line__sku", "line__description")
    autocomplete_fields = ("line",)
    ordering = ("-received_date", "-id")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Whoever matches an invoice against this line waits until the receipt is kept.
        line = PurchaseOrderLine.objects.select_for_update().select_related("order").get(pk=obj.line_id)
        super().save_model(request, obj, form, change)
        receipt_booked(line.order.number, now=clock.now())
