"""The engine's record in the admin: everything can be read, nothing can be changed.

A person's answer goes through `engine.decide`, in the portal or by command; there is no other way in.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workflow.models import Case, Decision, Effect, Escalation, Event, ProcessVersion, Signal, StepRun, Task

if TYPE_CHECKING:  # generic in the stubs alone
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline

CASE_SEARCH = ("case__number", "case__party", "case__uid")


class ReadOnly:
    """Refuses to add, change or delete; JSON is printed with indents, long text as it stands."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False


class RecordAdmin(ReadOnly, ModelAdmin):
    """A list with filters and a page for each row."""

    list_per_page = 50
    show_full_result_count = False
    ordering = ("-id",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Every column; foreign keys as their links."""
        return [_shown(field) for field in self.model._meta.fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The same: `get_fields` may name functions only if they are read-only."""
        return self.get_fields(request, obj)


class History(ReadOnly, TabularInline):
    """Rows of a case, oldest first, each with a link to its own page where it has one."""

    extra = 0
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All that is shown."""
        return self.fields


@cache
def _shown(field: Any) -> str | Callable[[models.Model], SafeString]:
    """The column's name, or for JSON and long text a function that prints it."""
    if not isinstance(field, models.JSONField | models.TextField):
        return str(field.name)

    @admin.display(description=str(field.verbose_name))
    def printed(row: models.Model) -> SafeString:
        value = getattr(row, field.name)
        if isinstance(field, models.JSONField):
            value = json.dumps(value, indent=2, ensure_ascii=False)
        return format_html("<pre>{}</pre>" if "\n" in value else "{}", value)

    return printed


class StepRuns(History):
    """Every attempt at every step."""

    model = StepRun
    fields = ("number", "step", "attempt", "state", "queue", "started_at", "finished_at", "error")
    ordering = ("number",)


class Tasks(History):
    """Every question."""

    model = Task
    fields = ("step", "reason", "role", "state", "opened_at", "closed_at")
    ordering = ("id",)


class Decisions(History):
    """Every answer."""

    model = Decision
    fields = ("reason", "choice", "actor_id", "actor_name", "note", "values", "at", "effective_at")
    ordering = ("id",)


class Events(History):
    """What happened, in order."""

    model = Event
    fields = ("seq", "at", "kind", "actor", "step", "data")
    ordering = ("seq",)


@admin.register(Case)
class CaseAdmin(RecordAdmin):
    """A case with its history."""

    list_display = ("id", "number", "party", "amount", "currency", "state", "step", "reason", "received_at")
    list_filter = ("state", "process", "version", "step", "reason")
    search_fields = ("number", "party", "uid")
    inlines = (StepRuns, Tasks, Decisions, Events)


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


@admin.register(Escalation)
class EscalationAdmin(RecordAdmin):
    """Thresholds of SLAs that were passed."""

    list_display = (
        "id",
        "case_id",
        "task_id",
        "step_run_id",
        "percent",
        "level",
        "role",
        "due_at",
        "fired_at",
        "skipped",
    )
    list_filter = ("level", "role", "skipped")
    search_fields = CASE_SEARCH


@admin.register(ProcessVersion)
class ProcessVersionAdmin(RecordAdmin):
    """What each version of a process means."""

    list_display = ("name", "version", "digest", "registered_at")
    list_filter = ("name",)


@admin.register(Signal)
class SignalAdmin(RecordAdmin):
    """Words of outside changes that cases wait for."""

    list_display = ("id", "keys", "at", "hear_at", "heard")
    list_filter = ("heard",)
