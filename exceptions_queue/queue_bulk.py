"""One deed for several questions: each by itself, so that one that can't be done stops no other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow import engine
from workflow.models import Task
from workflow.people import Actor

# More than a page of the queue has.
_AT_ONCE = 200
_LONGEST_ID = 18

Deed = Callable[[Task], object]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question: `problem` is "" where it was done."""

    task: Task
    problem: str

    @property
    def about(self) -> str:
        """The question, as a row of the queue names it."""
        return self.task.case.number or f"Case {self.task.case_id}"


class NothingToRelease(engine.UnableToDecide):
    """It is nobody's already."""


def chosen(ids: Sequence[str]) -> list[Task]:
    """The questions that were selected, as far as they exist, in the order of the page."""
    wanted = [int(typed) for typed in ids[:_AT_ONCE] if typed.isdecimal() and len(typed) <= _LONGEST_ID]
    found = Task.objects.select_related("case").in_bulk(wanted)
    return [found[task_id] for task_id in dict.fromkeys(wanted) if task_id in found]


def each(tasks: Iterable[Task], deed: Deed) -> list[Result]:
    """Do it for every question, and say of each what came of it."""
    return [Result(task, _tried(task, deed)) for task in tasks]


def problems(results: Iterable[Result]) -> dict[str, list[str]]:
    """What couldn't be done, and with which questions: the same sentence is read once."""
    found: dict[str, list[str]] = {}
    for result in results:
        if result.problem:
            found.setdefault(result.problem, []).append(result.about)
    return found


def assign(to: Actor, *, actor: Actor, now: datetime, note: str = "") -> Deed:
    """Give each to this person."""
    return lambda task: engine.assign(task.pk, to, actor=actor, now=now, note=note)


def snooze(until: datetime, *, actor: Actor, now: datetime, note: str = "") -> Deed:
    """Put each away until then."""
    return lambda task: engine.snooze(task.pk, actor=actor, now=now, until=until, note=note)


def release(*, actor: Actor, now: datetime) -> Deed:
    """Give each back to everybody: close it, take the name off it, and put it on the queue again."""

    def free(task: Task) -> None:
        asleep = task.snoozed_until is not None and task.snoozed_until > now
        if not (task.held_by(now) == actor.id or task.assignee_id or asleep):
            raise NothingToRelease("There is nothing to release: it is nobody's already.")
        engine.release(task.pk, actor=actor, now=now)
        if task.assignee_id:
            engine.assign(task.pk, None, actor=actor, now=now)
        if asleep:
            engine.unsnooze(task.pk, actor=actor, now=now)

    return free


def _tried(task: Task, deed: Deed) -> str:
    try:
        deed(task)
    except engine.UnableToDecide as unable:
        return str(unable)
    return ""
