"""Purchase orders with their lines. A change is heard by the cases that wait for the order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from p2p.admin.kinds import MasterAdmin
from p2p.models import PurchaseOrder, PurchaseOrderLine
from p2p.wakeups import order_changed
from workflow import clock
from workflow.admin.kinds import TabularInline


class OrderLines(TabularInline):
    model = PurchaseOrderLine
    extra = 0
    can_delete = False
    fields = (
        "line_number",
        "sku",
        "description",
        "quantity",
        "unit",
        "unit_price",
        "tax_rate",
        "gl_account",
        "cost_centre",
    )


@admin.register(PurchaseOrder)
class PurchaseOrderAdmin(MasterAdmin):
    list_display = ("number", "vendor", "order_date", "currency", "requester_email")
    list_filter = ("currency", "order_date")
    list_select_related = ("vendor",)
    search_fields = ("number", "vendor__code", "vendor__name", "requester_email")
    autocomplete_fields = ("vendor",)
    fields = ("number", "vendor", "order_date", "currency", "requester_email")
    ordering = ("-order_date", "-id")
    inlines = (OrderLines,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        order_changed(form.instance.number, now=clock.now())


@admin.register(PurchaseOrderLine)
class PurchaseOrderLineAdmin(MasterAdmin):
    """Only there to be looked up by goods receipts; lines are edited with their order."""

    list_display = ("order", "line_number", "sku", "description", "quantity", "unit_price")
    list_select_related = ("order",)
    search_fields = ("order__number", "sku", "description")
    ordering = ("order__number", "line_number")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
