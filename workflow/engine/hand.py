"""Whose a question is, and when it comes back: given to somebody, put off, fetched back. Each leaves an event.

Each counts the task's version up: who answers afterwards must have seen it.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from workflow import registry
from workflow.engine.decide import reason_of
from workflow.engine.history import History
from workflow.engine.move import Fenced
from workflow.engine.noted import note_on
from workflow.engine.open_task import check_free, check_role_or_supervisor, open_task, still_free, why_not
from workflow.engine.unable import BadValue, DecisionRefused
from workflow.models import Task
from workflow.people import Actor
from workflow.sealing import rows

_NOBODY_HOLDS = {"holder_id": "", "holder_name": "", "held_until": None}


def assign(task_id: int, to: Actor | None, *, actor: Actor, now: datetime, note: str = "") -> Task:
    """Give the question to somebody who may answer it, or (None) back to all of its role.

    It returns to the queue if it was put off, and whoever else has it open loses it: only who watches over the
    queue may give away what another person has open.
    """
    task = open_task(task_id)
    check_role_or_supervisor(actor, task)
    if not actor.supervises:
        check_free(actor, task, now)
    if to is not None:
        _check_can_answer(to, task)
    whose = {"assignee_id": to.id if to else "", "assignee_name": to.name if to else ""}
    lease = {} if to is None or task.holder_id == to.id else _NOBODY_HOLDS
    told = {"to": whose["assignee_id"], "to_name": whose["assignee_name"], "note": note.strip()}
    return _change(task, actor, now, {**whose, **lease, "snoozed_until": None}, "assigned", told)


def snooze(task_id: int, *, actor: Actor, now: datetime, until: datetime, note: str = "") -> Task:
    """Take the question off the queue until then. Its clock goes on, and new evidence brings it back."""
    task = open_task(task_id)
    check_role_or_supervisor(actor, task)
    check_free(actor, task, now)
    if until <= now:
        raise BadValue("A question can only be put off until a later time. Choose one that is still to come.")
    told = {"until": rows.micros(until), "note": note.strip()}
    return _change(task, actor, now, {"snoozed_until": until, **_NOBODY_HOLDS}, "snoozed", told)


def unsnooze(task_id: int, *, actor: Actor, now: datetime) -> Task:
    """Put the question back on the queue. Nothing happens where it is there."""
    task = open_task(task_id)
    check_role_or_supervisor(actor, task)
    if task.snoozed_until is None or task.snoozed_until <= now:
        return task
    return _change(task, actor, now, {"snoozed_until": None}, "unsnoozed", {})


def _check_can_answer(to: Actor, task: Task) -> None:
    """Nobody is given a question to which every answer would be refused."""
    if task.role not in to.roles:
        raise DecisionRefused(f"{to.name} does not have the role {task.role}, which answers this. Choose who has.")
    process = registry.pinned(task.case.process, task.case.version)
    refusals = [choice.allowed(to, task.evidence) for choice in reason_of(process, task).choices]
    if all(refusals) and refusals[0]:
        raise DecisionRefused(f"{to.name} may not answer this: {refusals[0].why}")


def _change(task: Task, actor: Actor, now: datetime, columns: dict[str, Any], kind: str, told: dict[str, Any]) -> Task:
    columns["version"] = task.version + 1
    history = History(task.case, now)
    history.add(kind, actor=actor, step=task.step, task=task.pk, name=actor.name, **told)
    try:
        with transaction.atomic(durable=True):
            _write(task, actor, now, columns)
            note_on(history)
    except (Fenced, IntegrityError):
        raise why_not(actor, task, now) from None
    for name, value in columns.items():
        setattr(task, name, value)
    return task


def _write(task: Task, actor: Actor, now: datetime, columns: dict[str, Any]) -> None:
    guard = {"version": task.version, "holder_id": task.holder_id} if actor.supervises else still_free(actor, task, now)
    if not Task.objects.filter(pk=task.pk, state="open", **guard).update(**columns):
        raise Fenced(f"{task} was changed meanwhile")
