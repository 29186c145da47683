"""Questions, attempts at steps, calls to the outside."""

from django.contrib import admin

from workflow.admin.cases import Decisions
from workflow.admin.kinds import CASE_SEARCH, RecordAdmin
from workflow.models import Effect, StepRun, Task


@admin.register(Task)
class TaskAdmin(RecordAdmin):
    """Questions to people."""

    list_display = ("id", "case_id", "reason", "role", "state", "opened_at", "closed_at", "sla_percent")
    list_filter = ("state", "reason", "role", "step")
    search_fields = CASE_SEARCH
    inlines = (Decisions,)


@admin.register(StepRun)
class StepRunAdmin(RecordAdmin):
    """Attempts at steps; the traceback of a failed one is here."""

    list_display = (
        "id",
        "case_id",
        "number",
        "step",
        "attempt",
        "state",
        "queue",
        "started_at",
        "finished_at",
        "error",
    )
    list_filter = ("state", "step", "queue")
    search_fields = CASE_SEARCH


@admin.register(Effect)
class EffectAdmin(RecordAdmin):
    """Calls to the outside."""

    list_display = ("key", "case_id", "step", "state", "reference", "intended_at", "done_at", "confirmed_by")
    list_filter = ("state", "step")
    search_fields = ("key", "reference", *CASE_SEARCH)
