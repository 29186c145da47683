"""A case as `show_case` and the pages tell it: plain values, ids as strings, times in UTC."""

from datetime import UTC, datetime
from typing import Any

from workflow import registry
from workflow.define import Choice
from workflow.engine import reason_of
from workflow.models import Case, Event, Message, StepRun, Task
from workflow.models.message import UNSENT


def utc(moment: datetime | None) -> str | None:
    """ISO 8601 with Z, to the microsecond; None stays None."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def row_of(case: Case) -> dict[str, Any]:
    """One line of `cases --json`, without what the process knows of it."""
    return {
        "id": str(case.pk),
        "state": case.state,
        "step": case.step,
        "reason": case.reason or None,
        "received_at": utc(case.received_at),
    }


def message_row(message: Message) -> dict[str, Any]:
    """One line of `messages --json`."""
    return {
        "id": str(message.pk),
        "case": str(message.case_id) if message.case_id else None,
        "state": message.state,
        "to": message.address or None,
        "subject": message.subject,
        "attempts": message.attempts,
        "queued_at": utc(message.queued_at),
        "due_at": utc(message.due_at) if message.state in UNSENT else None,
        "sent_at": utc(message.sent_at),
        "error": message.error or None,
    }


def story_of(case: Case) -> dict[str, Any]:
    """Everything about one case; the process adds what only it knows (documents, amounts)."""
    process = registry.pinned(case.process, case.version)
    seconds = (case.finished_at - case.received_at).total_seconds() if case.finished_at else None
    return {
        **row_of(case),
        "uid": str(case.uid),
        "process": case.process,
        "version": case.version,
        "finished_at": utc(case.finished_at),
        "seconds": seconds,
        "steps": [_step(run) for run in case.step_runs.order_by("number")],
        "tasks": [task_story(task) for task in case.tasks.select_related("decision__undoing", "case").order_by("id")],
        "events": [_event(event) for event in case.events.order_by("seq")],
        **process.describe(case.pk),
    }


def task_story(task: Task) -> dict[str, Any]:
    """One question with its choices and, once decided, the answer; one that was taken back counts nowhere."""
    decision = getattr(task, "decision", None)
    undoing = getattr(decision, "undoing", None)
    return {
        "id": str(task.pk),
        "case": str(task.case_id),
        "step": task.step,
        "reason": task.reason,
        "role": task.role,
        "question": task.sentence,
        "evidence": {**task.evidence, "also": task.also},
        "choices": [_choice(choice, task.params) for choice in choices_of(task)],
        "state": task.state,
        "opened_at": utc(task.opened_at),
        "decided_at": utc(decision.at) if decision else None,
        "decided_by": decision.actor_id if decision else None,
        "choice": decision.choice if decision else None,
        "note": decision.note if decision else None,
        "undone_at": utc(undoing.at) if undoing else None,
        "undone_by": undoing.actor_id if undoing else None,
    }


def choices_of(task: Task) -> tuple[Choice, ...]:
    """The choices that the task's process version gives for its reason."""

    return reason_of(registry.pinned(task.case.process, task.case.version), task).choices


def consequence(choice: Choice, params: dict[str, str]) -> str:
    """What follows from a choice, with the numbers in it where they are known."""
    try:
        return choice.consequence.format(**params)
    except KeyError:
        return choice.consequence


def _choice(choice: Choice, params: dict[str, str]) -> dict[str, Any]:
    return {
        "code": choice.code,
        "label": choice.label,
        "consequence": consequence(choice, params),
        "fields": list(choice.fields),
        "note_required": choice.note_required,
    }


def _step(run: StepRun) -> dict[str, Any]:
    return {
        "step": run.step,
        "attempt": run.attempt,
        "state": run.state,
        "outcome": run.outcome,
        "started_at": utc(run.started_at),
        "finished_at": utc(run.finished_at),
        "input": run.facts,
        "output": run.output,
        "error": run.error or None,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": utc(event.at),
        "kind": event.kind,
        "actor": event.actor,
        "step": event.step or None,
        "data": event.data,
    }
