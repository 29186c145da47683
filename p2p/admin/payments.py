"""Scheduled payments."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin
from p2p.models import Payment


@admin.register(Payment)
class PaymentAdmin(RecordAdmin):
    list_display = ("posting", "amount", "currency", "pay_on", "state", "scheduled_at")
    list_filter = ("state", "currency", "pay_on")
    list_select_related = ("posting",)
    search_fields = ("posting__reference", "key", "=posting__approval__case__id")
    date_hierarchy = "pay_on"
    ordering = ("pay_on", "id")
