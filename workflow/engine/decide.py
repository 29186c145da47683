"""Takes a person's answer: the one way in for the portal, the admin and the command."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from workflow import doorbell, registry
from workflow.define import Choice, Process, Reason, Step
from workflow.engine import runs
from workflow.engine.history import History
from workflow.engine.move import Fenced, move
from workflow.models import Decision, Task
from workflow.people import Actor
from workflow.reasons import ENGINE_REASONS
from workflow.sealing import rows


class UnableToDecide(Exception):
    """The answer was not taken; nothing has changed."""


class NoSuchTask(UnableToDecide):
    """There is no task with this number."""


class TaskClosed(UnableToDecide):
    """The question has been answered or withdrawn meanwhile."""


class NoSuchChoice(UnableToDecide):
    """The question doesn't have this choice."""


class NoteRequired(UnableToDecide):
    """This choice needs a note that says why."""


class BadValue(UnableToDecide):
    """A field was given that can't be taken."""


class Conflict(UnableToDecide):
    """The case is just being looked at again. Try again in a moment."""


class DecisionRefused(UnableToDecide):
    """This person may not give this answer."""


def decide(
    task_id: int,
    choice_code: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    values: Mapping[str, str] | None = None,
    delay: timedelta = timedelta(),
) -> Decision:
    """Record the answer, and have the step look again with it (after a correction: every decision step).

    Nothing runs before `now + delay`. Raises a subclass of UnableToDecide whose text says what to do.
    """
    task = Task.objects.select_related("case").filter(pk=task_id).first()
    if task is None:
        raise NoSuchTask(f"There is no task {task_id}.")
    if task.state != "open":
        raise TaskClosed(f"Task {task_id} is already {task.state}; look at case {task.case_id} for how it went on.")
    process = registry.pinned(task.case.process, task.case.version)
    reason, choice = choice_of(process, task, choice_code)
    _check_allowed(actor, reason, choice, task)
    if choice.note_required and not note.strip():
        raise NoteRequired(f"{choice.label} needs a note that says why.")
    canonical = _canonical(process, choice, values or {})
    try:
        with transaction.atomic(durable=True):
            return _keep(process, task, choice, actor, note.strip(), canonical, now, now + delay)
    except Fenced:
        raise TaskClosed(f"Task {task_id} was answered or withdrawn a moment ago.") from None
    except (IntegrityError, TransitionNotAllowed):
        raise Conflict("The case is just being looked at again. Try again in a moment.") from None


def reason_of(process: Process, task: Task) -> Reason:
    """The reason for which the task asks, as its step or the engine defines it."""
    asks = [reason for step in process.steps if step.name == task.step for reason in step.asks]
    known = (*asks, *ENGINE_REASONS)
    return next(reason for reason in known if reason.code == task.reason)


def choice_of(process: Process, task: Task, code: str) -> tuple[Reason, Choice]:
    """The reason and the choice; raises NoSuchChoice, naming those there are."""
    reason = reason_of(process, task)
    try:
        return reason, reason.choice(code)
    except KeyError:
        known = ", ".join(choice.code for choice in reason.choices)
        raise NoSuchChoice(f"{reason.code} has no choice {code!r}. Choose one of: {known}.") from None


def _check_allowed(actor: Actor, reason: Reason, choice: Choice, task: Task) -> None:
    if reason.role not in actor.roles:
        raise DecisionRefused(f"This question goes to the role {reason.role}, which {actor.name} does not have.")
    refusal = choice.allowed(actor, task.evidence)
    if refusal is not None:
        raise DecisionRefused(refusal.why)


def _canonical(process: Process, choice: Choice, values: Mapping[str, str]) -> dict[str, str]:
    canonical = {}
    for field, raw in values.items():
        if not any(field == known or field.startswith(f"{known}.") for known in choice.fields):
            allowed = ", ".join(choice.fields) or "none"
            raise BadValue(f"{choice.label} doesn't take a field {field!r}. Fields: {allowed}.")
        try:
            canonical[field] = process.parse_value(field, raw)
        except ValueError as error:
            raise BadValue(f"{field}: {error}") from None
    if choice.fields and not canonical:
        raise BadValue(f"{choice.label} needs at least one of: {', '.join(choice.fields)}.")
    return canonical


def _resumes_at(process: Process, task: Task, choice: Choice) -> Step:
    if choice.does == "corrects":
        return process.first_decision()
    names = [step.name for step in process.steps]
    return process.step(task.step) if task.step in names else process.steps[0]  # what has no such step begins anew


def _keep(
    process: Process,
    task: Task,
    choice: Choice,
    actor: Actor,
    note: str,
    values: dict[str, str],
    now: datetime,
    effective_at: datetime,
) -> Decision:
    case = task.case
    step = _resumes_at(process, task, choice)
    decision = Decision.objects.create(
        case=case,
        task=task,
        step=task.step,
        reason=task.reason,
        choice=choice.code,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_roles=sorted(actor.roles),
        note=note,
        values=values,
        digest=task.digest,
        at=now,
        effective_at=effective_at,
    )
    move(task, "decide", closed_at=now)
    runs.due(process, step, case, due_at=effective_at, now=now).save(force_insert=True)
    history = History(case, now)
    history.add("decided", actor=actor, step=task.step, **_told(decision))
    history.keep()
    move(case, "resume", runs=case.runs, events_count=case.events_count, step=step.name, reason="")
    if effective_at <= now:
        doorbell.ring_on_commit(case.pk, process.links(step.name))
    return decision


def _told(decision: Decision) -> dict[str, Any]:
    """All of the decision: the history vouches for it (`workflow.sealing.decisions` holds the row against this)."""
    return {
        "task": decision.task_id,
        "reason": decision.reason,
        "choice": decision.choice,
        "decision": decision.pk,
        "name": decision.actor_name,
        "roles": decision.actor_roles,
        "note": decision.note,
        "values": decision.values,
        "digest": decision.digest,
        "effective_at": rows.micros(decision.effective_at),
    }
