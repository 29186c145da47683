"""The built-in ledger: its bookings, its payment orders and their changes."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin, RecordLines
from p2p.models import JournalEntry, JournalLine, PaymentOrder, PaymentOrderChange


class JournalLines(RecordLines):
    model = JournalLine


@admin.register(JournalEntry)
class JournalEntryAdmin(RecordAdmin):
    list_display = ("reference", "kind", "vendor_code", "text", "total", "currency", "booked_at")
    list_filter = ("kind", "currency", "booked_at")
    search_fields = ("reference", "key", "vendor_code", "text")
    ordering = ("-id",)
    inlines = (JournalLines,)


@admin.register(PaymentOrder)
class PaymentOrderAdmin(RecordAdmin):
    list_display = ("reference", "entry", "amount", "currency", "pay_on", "ordered_at")
    list_filter = ("currency", "pay_on")
    list_select_related = ("entry",)
    search_fields = ("reference", "key", "entry__reference", "entry__vendor_code")
    ordering = ("pay_on", "id")


@admin.register(PaymentOrderChange)
class PaymentOrderChangeAdmin(RecordAdmin):
    list_display = ("reference", "order", "number", "state", "pay_on", "changed_at")
    list_filter = ("state", "changed_at")
    list_select_related = ("order",)
    search_fields = ("reference", "key", "order__reference")
    ordering = ("-id",)
