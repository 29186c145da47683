"""A case with its whole history."""

from django.contrib import admin

from workflow.admin.kinds import History, RecordAdmin
from workflow.models import Case, Decision, Event, StepRun, Task, Undoing


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


class Undoings(History):
    """Every answer that was taken back."""

    model = Undoing
    fields = ("decision", "actor_id", "actor_name", "at", "task")
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
    inlines = (StepRuns, Tasks, Decisions, Undoings, Events)
