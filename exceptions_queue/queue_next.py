"""The next question of somebody's view, taken at once, so that no two people are sent to the same one."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from exceptions_queue import words
from exceptions_queue.queue import awake, not_anothers, not_held_by_another
from exceptions_queue.queue_filters import tasks_of
from exceptions_queue.queue_orders import Ordered
from exceptions_queue.queue_wanted import View
from workflow import engine
from workflow.models import Task
from workflow.people import Actor

# So many are looked at a time: of those that are free when they are found, one is still free a moment later.
_AT_ONCE = 20


def take_next(view: View, actor: Actor, *, after: int | None, now: datetime) -> Task | None:
    """The first question behind `after` that this person may answer and nobody has open; they hold it now."""
    for task in _free(view, actor, after, now):
        try:
            return engine.hold(task.pk, actor=actor, now=now)
        except engine.UnableToDecide:
            continue  # somebody was quicker
    return None


def any_left(view: View, actor: Actor, now: datetime) -> bool:
    """Whether the view holds a question that could be taken, wherever it stands."""
    return _takeable(view, actor, now).exists()


def _free(view: View, actor: Actor, after: int | None, now: datetime) -> Iterator[Task]:
    ordered = Ordered(view.order, actor, now)
    tasks = _takeable(view, actor, now).select_related("case")
    while True:
        found = list(ordered.rows(tasks, after)[:_AT_ONCE])
        yield from (task for task in found if any(not option.refusal for option in words.options(task, actor)))
        if len(found) < _AT_ONCE:
            return
        after = found[-1].pk


def _takeable(view: View, actor: Actor, now: datetime) -> QuerySet[Task]:
    tasks = tasks_of(view, actor, now).filter(role__in=actor.roles)
    tasks = tasks.filter(awake(now)).filter(not_held_by_another(actor, now))
    return tasks if view.holder else tasks.filter(not_anothers(actor))
