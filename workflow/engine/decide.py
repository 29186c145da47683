"""Takes a person's answer: the one way in for the portal, the admin and the command."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from workflow import doorbell, registry
from workflow.define import Act, Choice, Process, Reason, Step
from workflow.engine import runs
from workflow.engine.history import History
from workflow.engine.move import Fenced, move
from workflow.engine.open_task import changed, check_free, check_role, open_task, still_free, why_not
from workflow.engine.unable import BadValue, DecisionRefused, NoSuchChoice, NoteRequired
from workflow.models import Decision, Task
from workflow.people import Actor
from workflow.reasons import ENGINE_REASONS
from workflow.sealing import rows


def decide(
    task_id: int,
    choice_code: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    values: Mapping[str, str] | None = None,
    delay: timedelta = timedelta(),
    seen: int | None = None,
) -> Decision:
    """Record the answer, and have the step look again with it (after a correction: every decision step).

    Nothing runs before `now + delay`. `seen` is the task's version on the page that was answered. Raises a subclass
    of UnableToDecide whose text says what to do.
    """
    task = open_task(task_id)
    check_free(actor, task, now)
    if seen is not None and seen != task.version:
        raise changed(task)
    process = registry.pinned(task.case.process, task.case.version)
    reason, choice = choice_of(process, task, choice_code)
    _check_allowed(actor, reason, choice, task)
    if choice.note_required and not note.strip():
        raise NoteRequired(f"{choice.label} needs a note that says why.")
    given = canonical(process, choice, values or {})
    try:
        with transaction.atomic(durable=True):
            return _keep(process, task, choice, actor, note.strip(), given, now, now + delay)
    except (Fenced, IntegrityError, TransitionNotAllowed):
        raise why_not(actor, task, now) from None


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
    check_role(actor, reason.role)
    refusal = choice.allowed(actor, task.evidence)
    if refusal is not None:
        raise DecisionRefused(refusal.why)


def canonical(process: Process, choice: Choice | Act, values: Mapping[str, str]) -> dict[str, str]:
    """The values in their canonical form; BadValue where one is unknown or can't be taken."""
    taken = {}
    for field, raw in values.items():
        if not any(field == known or field.startswith(f"{known}.") for known in choice.fields):
            allowed = ", ".join(choice.fields) or "none"
            raise BadValue(f"{choice.label} doesn't take a field {field!r}. Fields: {allowed}.")
        try:
            taken[field] = process.parse_value(field, raw)
        except ValueError as error:
            raise BadValue(f"{field}: {error}") from None
    if choice.fields and not taken:
        raise BadValue(f"{choice.label} needs at least one of: {', '.join(choice.fields)}.")
    return taken


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
    # Runs before tasks before cases, as whoever completes a step writes them: so nobody waits in a circle.
    runs.due(process, step, case, due_at=effective_at, now=now).save(force_insert=True)
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
    move(task, "decide", only_if=still_free(actor, task, now), closed_at=now)
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
