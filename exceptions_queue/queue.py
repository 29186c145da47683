"""The open questions, most urgent first: by when they must be answered, when money is due, how much."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    DateField,
    DecimalField,
    ExpressionWrapper,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from exceptions_queue.keyset import Page, beyond, page_of
from exceptions_queue.words import reason_title, sentence
from workflow.models import Task

# Counting stops here: nobody needs to know that it is 48,211.
COUNTED = 1000

_URGENCY = {
    "money_due": Coalesce("case__due_on", Value(date.max), output_field=DateField()),
    "smallness": ExpressionWrapper(
        Value(0) - Coalesce("case__amount", Value(0), output_field=DecimalField()), output_field=DecimalField()
    ),
}
_ORDER = ("answer_by", *_URGENCY, "id")


@dataclass(frozen=True, slots=True)
class Question:
    """An open task as the list shows it."""

    task: Task
    title: str
    sentence: str
    answer_by: datetime
    late: bool


def open_tasks(roles: Collection[str] | None) -> QuerySet[Task]:
    """Open tasks that go to one of these roles; None for all."""
    tasks = Task.objects.filter(state="open")
    return tasks if roles is None else tasks.filter(role__in=roles)


def questions(tasks: QuerySet[Task], *, after: int | None, now: datetime) -> tuple[tuple[Question, ...], Page[Task]]:
    """One page of these tasks, from the one behind task `after` on (an unknown one: from the first)."""
    ordered = tasks.annotate(**_URGENCY).order_by(*_ORDER).select_related("case")
    key = Task.objects.annotate(**_URGENCY).filter(pk=after).values_list(*_ORDER).first() if after else None
    page = page_of(ordered.filter(beyond(_ORDER, key)) if key else ordered)
    return tuple(_question(task, now) for task in page.rows), page


def counted(tasks: QuerySet[Task]) -> str:
    """How many, as people want to know it: "17" or "1,000+"."""
    found = tasks[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if found > COUNTED else f"{found:,}"


def answer_by(task: Task) -> datetime:
    """When the time allowed for the answer is over."""
    return task.answer_by


def _question(task: Task, now: datetime) -> Question:
    due = answer_by(task)
    return Question(task, reason_title(task), sentence(task), due, late=due < now)
