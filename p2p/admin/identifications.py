"""What each case was taken for when duplicates were looked for."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin
from p2p.models import Identification


@admin.register(Identification)
class IdentificationAdmin(RecordAdmin):
    list_display = ("case", "vendor", "kind", "invoice_number", "invoice_date", "gross", "currency", "at")
    list_filter = ("kind", "currency", "invoice_date")
    list_select_related = ("case", "vendor")
    search_fields = ("invoice_number", "number_key", "vendor__code", "vendor__name", "=case__id")
    ordering = ("-id",)
