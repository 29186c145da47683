"""Who has a question open: a lease of minutes, renewed while the page is open. The database says who has it.

No claim is a read and then a write: each is one UPDATE whose WHERE says that nobody else holds it. Claims and
renewals leave no event in the history; taking one over does.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from workflow.engine.history import History
from workflow.engine.move import Fenced
from workflow.engine.noted import note_on
from workflow.engine.open_task import check_role, held, open_task, why_not
from workflow.engine.unable import NotHeld
from workflow.models import Task
from workflow.people import Actor


def hold(task_id: int, *, actor: Actor, now: datetime, take_over: bool = False) -> Task:
    """Take the lease, or renew one's own. TaskHeld where somebody else has it.

    Who watches over the queue may `take_over` what somebody else has open.
    """
    task = open_task(task_id)
    check_role(actor, task.role)
    if task.held_by(now) not in ("", actor.id):
        if not (take_over and actor.supervises):
            raise held(task)
        return _taken_over(task, actor, now)
    free = Q(holder_id="") | Q(holder_id=actor.id) | Q(held_until__lte=now)
    return _written(task, actor, now, free)


def keep_holding(task_id: int, *, actor: Actor, now: datetime) -> Task:
    """Renew one's own lease. NotHeld where it was released, TaskHeld where somebody else has taken it."""
    task = open_task(task_id)
    if task.holder_id == actor.id:
        return _written(task, actor, now, Q(holder_id=actor.id))
    if task.held_by(now):
        raise held(task)
    raise NotHeld(f"You no longer have task {task_id} open. Open it again before you answer.")


def release(task_id: int, *, actor: Actor, now: datetime) -> None:
    """Give the lease back. Nothing happens where the actor doesn't have it."""
    mine = Task.objects.filter(pk=task_id, state="open", holder_id=actor.id)
    mine.update(holder_id="", holder_name="", held_until=None)


def _written(task: Task, actor: Actor, now: datetime, condition: Q) -> Task:
    lease = _lease(actor, now)
    if not Task.objects.filter(condition, pk=task.pk, state="open").update(**lease):
        raise why_not(actor, task, now)
    for name, value in lease.items():
        setattr(task, name, value)
    return task


def _taken_over(task: Task, actor: Actor, now: datetime) -> Task:
    history = History(task.case, now)
    before = {"from": task.holder_id, "from_name": task.holder_name}
    history.add("taken_over", actor=actor, step=task.step, task=task.pk, name=actor.name, **before)
    try:
        with transaction.atomic(durable=True):
            _written(task, actor, now, Q(holder_id=task.holder_id))
            note_on(history)
    except (Fenced, IntegrityError):
        raise why_not(actor, task, now) from None
    return task


def _lease(actor: Actor, now: datetime) -> dict[str, str | datetime]:
    until = now + timedelta(seconds=settings.WORKFLOW_HOLD_SECONDS)
    return {"holder_id": actor.id, "holder_name": actor.name, "held_until": until}
