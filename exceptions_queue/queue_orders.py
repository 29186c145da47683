"""The orders of the queue, and how a page continues in each: behind a question, without counting rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, DateField, DecimalField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from exceptions_queue.keyset import beyond
from exceptions_queue.queue_words import reasons_known
from workflow.models import Task
from workflow.people import Actor

_AMOUNT = Coalesce("case__amount", Value(0), output_field=DecimalField())
_FIXED: Mapping[str, Any] = {
    "money_due": Coalesce("case__due_on", Value(date.max), output_field=DateField()),
    "size": _AMOUNT,
    "smallness": ExpressionWrapper(Value(0) - _AMOUNT, output_field=DecimalField()),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are ordered by; `up` and `down` say what comes first, `first` which way a first click goes."""

    label: str
    columns: tuple[str, ...]
    up: str
    down: str
    first: str = ""


# Whatever rows are ordered by, among equals the one that must be answered first comes first.
_THEN = ("answer_by", "id")
ORDERS: Mapping[str, Order] = {
    # Money at risk: by when it must be answered, when the money is due, how much it is.
    "due": Order("Due", ("answer_by", "money_due", "smallness", "id"), "soonest first", "latest first"),
    "number": Order("Number", ("case__number", *_THEN), "from A", "from Z"),
    "party": Order("With", ("case__party", *_THEN), "from A", "from Z"),
    "amount": Order("Amount", ("size", *_THEN), "smallest first", "largest first", first="-"),
    "reason": Order("Question", ("reason_title", *_THEN), "from A", "from Z"),
    "age": Order("Age", ("opened_at", "id"), "oldest first", "newest first"),
    "holder": Order("Holder", ("whose", *_THEN), "from A", "from Z"),
    "attempts": Order("Attempts", ("step_run__attempt", *_THEN), "fewest first", "most first", first="-"),
}
DEFAULT = "due"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Puts the tasks of one person into an order such as "amount" or "-amount"; "" is the usual one."""

    order: str
    actor: Actor
    now: datetime

    @property
    def code(self) -> str:
        """What rows are ordered by."""
        return self.order.removeprefix("-") or DEFAULT

    @property
    def down(self) -> bool:
        """Whether the greatest comes first."""
        return self.order.startswith("-")

    def rows(self, tasks: QuerySet[Task], after: int | None = None) -> QuerySet[Task]:
        """These tasks in order, from the one behind task `after` on (from the first, where that is unknown)."""
        columns = ORDERS[self.code].columns
        sign = "-" if self.down else ""
        ordered = self._keyed(tasks).order_by(*(f"{sign}{column}" for column in columns))
        key = self._keyed(Task.objects.filter(pk=after)).values_list(*columns).first() if after else None
        return ordered.filter(beyond(columns, key, down=self.down)) if key else ordered

    def shown(self, tasks: QuerySet[Task], after: int | None) -> QuerySet[Task]:
        """The same, with what a row shows and without what only the question's own page needs."""
        rows = self.rows(tasks, after).select_related("case").annotate(attempts=F("step_run__attempt"))
        return rows.defer("evidence", "also", "case__subject", "case__search")

    def _keyed(self, tasks: QuerySet[Task]) -> QuerySet[Task]:
        made = {**_FIXED, "whose": _whose(self.actor, self.now), "reason_title": _titles()}
        return tasks.annotate(**{name: made[name] for name in ORDERS[self.code].columns if name in made})


def _whose(actor: Actor, now: datetime) -> Case:
    """Whose a task is. Reading one oneself doesn't move it: `next` goes on from where it stood."""
    another = Q(held_until__gt=now) & ~Q(holder_id=actor.id)
    return Case(When(another, then=F("holder_name")), default=F("assignee_name"), output_field=CharField())


def _titles() -> Case:
    whens = [When(reason=code, then=Value(title)) for code, title in reasons_known().items()]
    return Case(*whens, default=F("reason"), output_field=CharField())
