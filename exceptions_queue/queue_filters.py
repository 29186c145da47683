"""What a view leaves in: its filters as conditions on open tasks."""

from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from exceptions_queue.queue import awake, mine, not_anothers, open_tasks
from exceptions_queue.queue_wanted import View
from workflow.models import Task
from workflow.people import Actor


def tasks_of(view: View, actor: Actor, now: datetime) -> QuerySet[Task]:
    """The open tasks that fit the view, in no order."""
    tasks = open_tasks(None if view.whose else actor.roles)
    if not (view.whose or view.holder):
        tasks = tasks.filter(not_anothers(actor))
    for condition in (
        _asked(view),
        _case(view),
        _holder(view.holder, actor, now),
        _due(view, now),
        _snoozed(view, now),
    ):
        tasks = tasks.filter(condition)
    return tasks


def mine_and_all(actor: Actor, now: datetime) -> tuple[QuerySet[Task], QuerySet[Task]]:
    """What the two views that everybody begins with hold."""
    return mine(actor, now), open_tasks(None).filter(awake(now))


def _asked(view: View) -> Q:
    return Q(reason=view.reason) if view.reason else Q()


def _case(view: View) -> Q:
    found = Q()
    if view.q:
        found &= (
            Q(case__number__icontains=view.q) | Q(case__party__icontains=view.q) | Q(case__search__icontains=view.q)
        )
    if view.party:
        found &= Q(case__party__icontains=view.party)
    if view.amount_from is not None:
        found &= Q(case__amount__gte=view.amount_from)
    if view.amount_to is not None:
        found &= Q(case__amount__lte=view.amount_to)
    return found


def _holder(holder: str, actor: Actor, now: datetime) -> Q:
    """By who has it open just now, or whose it is."""
    held = Q(held_until__gt=now)
    match holder.casefold():
        case "" | "anyone":
            return Q()
        case "me":
            return Q(assignee_id=actor.id) | (held & Q(holder_id=actor.id))
        case "nobody":
            return Q(assignee_id="") & (Q(held_until__isnull=True) | Q(held_until__lte=now))
        case _:
            return Q(assignee_name__icontains=holder) | (held & Q(holder_name__icontains=holder))


def _due(view: View, now: datetime) -> Q:
    midnight = datetime.combine(timezone.localdate(now), time(), timezone.get_current_timezone())
    match view.due:
        case "late":
            return Q(answer_by__lt=now)
        case "today":
            return Q(answer_by__lt=midnight + timedelta(days=1))
        case "week":
            return Q(answer_by__lt=midnight + timedelta(days=7 - midnight.weekday()))
        case _:
            return Q()


def _snoozed(view: View, now: datetime) -> Q:
    match view.snoozed:
        case "only":
            return Q(snoozed_until__gt=now)
        case "with":
            return Q()
        case _:
            return awake(now)
