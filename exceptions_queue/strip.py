"""The strip on top of a case's page: how it stands, how much time is left, who has it open. Pure."""

from dataclasses import dataclass
from datetime import datetime

from exceptions_queue.wording import span
from workflow.models import Task
from workflow.people import Actor

# From this share of the time allowed on, little of it is left.
_SOON = 0.5


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How much of the time allowed is left, in words; `level` is fine, soon or late."""

    words: str
    level: str
    by: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the question open, and until when; `name` reads "you" for the reader."""

    name: str
    until: datetime
    mine: bool


def time_left(task: Task, now: datetime) -> TimeLeft | None:
    """Of an open question; None for one that is closed."""
    if task.state != "open":
        return None
    left = task.answer_by - now
    if left.total_seconds() <= 0:
        return TimeLeft(f"late by {span(left)}", "late", task.answer_by)
    soon = (now - task.opened_at) > _SOON * (task.answer_by - task.opened_at)
    return TimeLeft(f"{span(left)} left", "soon" if soon else "fine", task.answer_by)


def holder_of(task: Task, actor: Actor, now: datetime) -> Holder | None:
    """None where nobody has it open."""
    held_by = task.held_by(now)
    if not held_by or task.held_until is None:
        return None
    mine = held_by == actor.id
    return Holder("you" if mine else task.holder_name or held_by, task.held_until, mine)


def may_take_over(task: Task, actor: Actor) -> bool:
    """Whether this person may take the question from whoever has it open."""
    return actor.supervises and task.role in actor.roles
