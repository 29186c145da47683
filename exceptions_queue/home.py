"""What the front page tells: what waits for this person, what is late, and how today has gone so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from exceptions_queue import queue
from exceptions_queue.words import answering_roles, reason_title, sentence
from workflow.models import Case, Task
from workflow.people import Actor

SHOWN = 5
# How long cases took, in steps that a person can tell apart.
_STEPS = (
    ("under 1 min", timedelta(minutes=1)),
    ("1–10 min", timedelta(minutes=10)),
    ("10–60 min", timedelta(hours=1)),
    ("1–4 h", timedelta(hours=4)),
    ("longer", timedelta.max),
)
_TOOK = ExpressionWrapper(F("finished_at") - F("received_at"), output_field=DurationField())


@dataclass(frozen=True, slots=True)
class Line:
    """A question as a line of a list."""

    task: Task
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one person, each number as people want to know it ("1,000+")."""

    yours: str
    late: str
    given: str
    all: str
    urgent: tuple[Line, ...]
    own: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The cases that came today.

    `judged`: those that have finished or have asked a person. `spread`: how many took how long, and each bar's
    length in percent of the longest.
    """

    arrived: int
    finished: int
    judged: int
    untouched: int
    median: timedelta | None
    spread: tuple[tuple[str, int, int], ...]

    @property
    def rate(self) -> int | None:
        """How many in a hundred asked nobody anything: of those that have finished, or have asked. Never rounded up."""
        return 100 * self.untouched // self.judged if self.judged else None


def desk_of(actor: Actor, now: datetime) -> Desk:
    """Two or three queries, however much there is. Who answers nothing is told what waits for anybody."""
    everyones = queue.open_tasks(None)
    mine = queue.mine(actor, now) if actor.roles & answering_roles() else everyones
    late = mine.filter(answer_by__lt=now)
    given = everyones.filter(Q(assignee_id=actor.id) | Q(holder_id=actor.id, held_until__gt=now))
    yours, overdue, own, all_open = queue.counts(mine, late, given, everyones)
    return Desk(yours, overdue, own, all_open, _lines(mine), _lines(given) if own != "0" else ())


def day_of(cases: QuerySet[Case]) -> Day:
    """One query over the cases that came today."""
    finished = Q(finished_at__isnull=False)
    asked = Exists(Task.objects.filter(case=OuterRef("pk")))
    limits = [limit for _, limit in _STEPS]
    spread = {
        f"step_{number}": Count("pk", filter=finished & _between(lower, upper))
        for number, (lower, upper) in enumerate(zip([timedelta(), *limits], limits, strict=False))
    }
    told = cases.annotate(took=_TOOK, asked=asked).aggregate(
        arrived=Count("pk"),
        done=Count("pk", filter=finished),
        judged=Count("pk", filter=finished | Q(asked=True)),
        untouched=Count("pk", filter=finished & Q(asked=False)),
        median=_Median("took", filter=finished, output_field=DurationField()),
        **spread,
    )
    counts = [told[name] for name in spread]
    longest = max(counts) or 1
    bars = tuple((name, count, round(100 * count / longest)) for (name, _), count in zip(_STEPS, counts, strict=True))
    return Day(told["arrived"], told["done"], told["judged"], told["untouched"], told["median"], bars)


def _between(lower: timedelta, upper: timedelta) -> Q:
    return Q(took__gte=lower) if upper == timedelta.max else Q(took__gte=lower, took__lt=upper)


def _lines(tasks: QuerySet[Task]) -> tuple[Line, ...]:
    found = tasks.select_related("case").order_by("answer_by", "id")[:SHOWN]
    return tuple(Line(task, reason_title(task), sentence(task)) for task in found)


class _Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
