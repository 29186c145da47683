"""Breaches in the admin: to be read."""

from django.contrib import admin

from upkeep.models import Breach
from workflow.admin import RecordAdmin


@admin.register(Breach)
class BreachAdmin(RecordAdmin):
    """What was found broken, and what became of it."""

    list_display = ("id", "rule", "subject", "found_at", "healed_at", "closed_at")
    list_filter = ("rule",)
    search_fields = ("subject", "sentence")
