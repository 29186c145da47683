"""What was asked for after the fact, and what came of it."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin
from p2p.models import Amendment


@admin.register(Amendment)
class AmendmentAdmin(RecordAdmin):
    list_display = ("act", "posting", "asked_by", "asked_at", "reference", "done_at", "closed_at")
    list_filter = ("act", "asked_at")
    list_select_related = ("posting",)
    search_fields = ("posting__reference", "reference", "key", "asked_by", "=posting__approval__case__id")
    ordering = ("-id",)
