"""The open questions: whose they are, who has which open, how many there are."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from workflow.models import Task
from workflow.people import Actor

# Counting stops here: nobody needs to know that it is 48,211.
COUNTED = 1000


def open_tasks(roles: Collection[str] | None) -> QuerySet[Task]:
    """Open tasks that go to one of these roles; None for all."""
    tasks = Task.objects.filter(state="open")
    return tasks if roles is None else tasks.filter(role__in=roles)


def awake(now: datetime) -> Q:
    """Not put away until later."""
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)


def not_held_by_another(actor: Actor, now: datetime) -> Q:
    """Nobody else has it open."""
    return Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(holder_id=actor.id)


def not_anothers(actor: Actor) -> Q:
    """It was given to nobody, or to this person."""
    return Q(assignee_id__in=("", actor.id))


def mine(actor: Actor, now: datetime) -> QuerySet[Task]:
    """What this person may work on: their roles' questions, neither put away nor given to somebody else."""
    return open_tasks(actor.roles).filter(not_anothers(actor)).filter(awake(now))


def counts(*queries: QuerySet[Task]) -> tuple[str, ...]:
    """How many of each, told by one query for all. It stops where counting does, however many there are."""
    parts = [_part(tasks) for tasks in queries]
    sql = ", ".join(f"(SELECT COUNT(*) FROM ({part}) AS part)" for part, _ in parts)  # noqa: S608 -- Django's own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [value for _, values in parts for value in values])
        found = cursor.fetchone()
    return tuple(f"{COUNTED:,}+" if count > COUNTED else f"{count:,}" for count in found)


def _part(tasks: QuerySet[Task]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, values = tasks.order_by().values("pk")[: COUNTED + 1].query.sql_with_params()
    except EmptyResultSet:  # no row can fit: Django makes no SQL of that
        return "SELECT 1 WHERE FALSE", ()
    return sql, values
