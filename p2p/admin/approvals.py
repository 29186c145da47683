"""Approvals: who let an invoice through, by which rule."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin
from p2p.models import Approval


@admin.register(Approval)
class ApprovalAdmin(RecordAdmin):
    list_display = ("case", "vendor", "gross", "currency", "by", "rule", "at")
    list_filter = ("by", "currency", "at")
    list_select_related = ("case", "vendor")
    search_fields = ("identity", "vendor__code", "vendor__name", "by", "=case__id")
    ordering = ("-id",)
