"""A person doesn't wait for the clock: the next level above hears of the question now."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from workflow import registry, sla
from workflow.define import Level, Process
from workflow.engine.history import History
from workflow.engine.letter import Word
from workflow.engine.move import Fenced
from workflow.engine.noted import note_on
from workflow.engine.open_task import check_role_or_supervisor, open_task, why_not
from workflow.engine.tell import tell
from workflow.engine.unable import NoteRequired, NothingHigher
from workflow.models import Escalation, Task
from workflow.people import Actor

# Levels below are reminders for those who are asked anyway.
ABOVE = 100


def escalate_now(task_id: int, *, actor: Actor, now: datetime, note: str) -> Task:
    """Tell the next level, as its threshold would, with the note; what lies below it is not told any more."""
    task = open_task(task_id)
    check_role_or_supervisor(actor, task)
    if not note.strip():
        raise NoteRequired("Say in a note why this can't wait: it is what they read first.")
    process = registry.pinned(task.case.process, task.case.version)
    untold = [level for level in process.escalation if level.percent > task.sla_percent]
    level = next((level for level in untold if level.percent >= ABOVE), None)
    if level is None:
        raise NothingHigher("Everybody who can be told of this question has been told. Speak to them directly.")
    try:
        with transaction.atomic(durable=True):
            _tell(task, process, level, untold[: untold.index(level)], actor, note.strip(), now)
    except (Fenced, IntegrityError):
        raise why_not(actor, task, now) from None
    return task


def _tell(
    task: Task, process: Process, level: Level, below: list[Level], actor: Actor, note: str, now: datetime
) -> None:
    budget = timedelta(seconds=task.sla_seconds)
    next_at = sla.passed(task.opened_at, budget, process.escalation, level.percent, now).next_at
    # Escalations before the task, as the tick writes them: so nobody waits in a circle.
    rows = [*(_row(task, lower, now, skipped=True) for lower in below), _row(task, level, now, skipped=False)]
    row = Escalation.objects.bulk_create(rows)[-1]
    tell(row, process, since=task.opened_at, budget=budget, now=now, word=Word(actor.name, note))
    same = Task.objects.filter(pk=task.pk, state="open", sla_percent=task.sla_percent)
    if not same.update(sla_percent=level.percent, sla_next_at=next_at):
        raise Fenced(f"{task} was escalated meanwhile")
    history = History(task.case, now)
    told = {"level": level.name, "percent": level.percent, "to": row.role, "note": note}
    history.add("escalated", actor=actor, step=task.step, task=task.pk, name=actor.name, **told)
    note_on(history)
    task.sla_percent, task.sla_next_at = level.percent, next_at


def _row(task: Task, level: Level, now: datetime, *, skipped: bool) -> Escalation:
    return Escalation(
        case=task.case,
        task=task,
        percent=level.percent,
        level=level.name,
        role=level.role or task.role,
        due_at=sla.threshold_at(task.opened_at, timedelta(seconds=task.sla_seconds), level.percent),
        fired_at=now,
        skipped=skipped,
    )
