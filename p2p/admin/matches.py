"""Three-way matches."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin, RecordLines
from p2p.models import Match, MatchLine


class MatchLines(RecordLines):
    model = MatchLine


@admin.register(Match)
class MatchAdmin(RecordAdmin):
    list_display = ("case", "invoice", "order", "gl_account", "cost_centre", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("case", "invoice", "order")
    search_fields = ("invoice__invoice_number", "order__number", "=case__id")
    ordering = ("-id",)
    inlines = (MatchLines,)
