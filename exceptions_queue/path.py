"""The way that a case has come through its process: how far it is with each step, how it went between them. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from exceptions_queue.wording import span, took
from workflow.define import Process, Step

# What a step run's state is called where people read it; a step without a run is "to come".
_WORDS = {"ready": "due", "running": "under way", "lost": "failed", "waited": "done", "asked": "asks"}
_AGAIN, _TO_COME, _NOT_REACHED = "to come again", "to come", "not reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One attempt at a step, without what it looked at; `reason` is why it asked, if it did."""

    step: str
    state: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A step: how far the case is with it, how often it was there, how long that took and how long it waited."""

    name: str
    title: str
    kind: str
    state: str
    here: bool = False
    runs: int = 0
    asked: tuple[str, ...] = ()
    began_at: datetime | None = None
    took: str = ""
    waited: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Every step in its order, and how often the case went from one to another (by their places in that order)."""

    stops: tuple[Stop, ...]
    hops: Mapping[tuple[int, int], int]


def visits_of(runs: Sequence[Any]) -> tuple[Visit, ...]:
    """The visits behind whole step runs, in their order."""
    return tuple(
        Visit(
            step=run.step,
            state=run.state,
            created_at=run.created_at,
            started_at=run.started_at,
            finished_at=run.finished_at,
            reason=(run.outcome or {}).get("reason") or "",
        )
        for run in runs
    )


def path_of(process: Process, visits: Sequence[Visit], *, here: str, finished: bool, now: datetime) -> Path:
    """The path of a case that stands (or ended) at the step `here`. Steps that are no more are left out."""
    places = {step.name: place for place, step in enumerate(process.steps)}
    # What was cancelled never took place: somebody took an answer back, or a signal came first.
    known = [visit for visit in visits if visit.step in places and visit.state != "cancelled"]
    ends = [visit.created_at for visit in known[1:]] + [now]
    rests = {id(visit): _rest(visit, end) for visit, end in zip(known, ends, strict=False)}
    at = places.get(here, len(places))
    stops = tuple(
        _stop(step, place, [visit for visit in known if visit.step == step.name], rests, at, finished=finished)
        for place, step in enumerate(process.steps)
    )
    hops = Counter((places[one.step], places[other.step]) for one, other in pairwise(known) if one.step != other.step)
    return Path(stops, dict(hops))


def _rest(visit: Visit, until: datetime) -> timedelta:
    """How long the case lay after this attempt, for an answer or for something outside."""
    rested = visit.state in ("asked", "waited") and visit.finished_at
    return max(until - visit.finished_at, timedelta()) if rested else timedelta()  # type: ignore[operator]


def _stop(
    step: Step, place: int, visits: Sequence[Visit], rests: Mapping[int, timedelta], at: int, *, finished: bool
) -> Stop:
    waited = sum((rests[id(visit)] for visit in visits), timedelta())
    worked = [visit.finished_at - visit.started_at for visit in visits if visit.started_at and visit.finished_at]
    return Stop(
        name=step.name,
        title=step.title,
        kind=step.kind,
        state=_state(visits, ahead=place > at and not finished, finished=finished),
        here=place == at,
        runs=len(visits),
        asked=tuple(visit.reason for visit in visits if visit.state == "asked"),
        began_at=visits[0].started_at if visits else None,
        took=took(sum(worked, timedelta())) if worked else "",
        waited=span(waited) if waited else "",
    )


def _state(visits: Sequence[Visit], *, ahead: bool, finished: bool) -> str:
    if not visits:
        return _NOT_REACHED if finished else _TO_COME
    return _AGAIN if ahead else _WORDS.get(visits[-1].state, visits[-1].state)
