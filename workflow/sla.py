"""When a clock's thresholds fall due. Pure; all times aware UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.define import Level


@dataclass(frozen=True, slots=True)
class Passed:
    """Thresholds that a clock has passed since the last look.

    `due` is the highest one, which is told; `skipped` are lower ones found at the same time (after an
    outage), which are recorded but not told. `next_at` is when to look again, None after the last.
    """

    due: Level | None
    skipped: tuple[Level, ...]
    next_at: datetime | None


def threshold_at(started_at: datetime, budget: timedelta, percent: int) -> datetime:
    """The moment at which `percent` of the budget have passed."""
    return started_at + budget * percent / 100


def first_threshold(started_at: datetime, budget: timedelta, levels: Iterable[Level]) -> datetime | None:
    """When the lowest threshold falls due; None where no level is defined."""
    return min((threshold_at(started_at, budget, level.percent) for level in levels), default=None)


def passed(
    started_at: datetime, budget: timedelta, levels: Iterable[Level], told_percent: int, now: datetime
) -> Passed:
    """What has fallen due by `now`, after `told_percent` has been dealt with (0 for nothing yet)."""
    rest = [level for level in levels if level.percent > told_percent]
    due = [level for level in rest if threshold_at(started_at, budget, level.percent) <= now]
    coming = [threshold_at(started_at, budget, level.percent) for level in rest[len(due) :]]
    return Passed(due[-1] if due else None, tuple(due[:-1]), min(coming, default=None))
