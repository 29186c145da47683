"""Where a case must stand, told by its events alone: what the rows say can be held against it. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from workflow.define import Process
from workflow.reasons import ENGINE_REASONS, INCIDENT


class Happened(Protocol):
    """An event, as far as it is needed here."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


class Impossible(Exception):
    """An event that can't have happened after those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One attempt at a step, as its event tells of it."""

    step: str
    state: str
    outcome: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A case as its events leave it. `task` and `reason` are the open question's; `answered` is the task that the
    newest event has answered, while nothing has happened since.
    """

    state: str = ""
    step: str = ""
    reason: str = ""
    task: int | None = None
    answered: int | None = None
    finished: bool = False
    events: int = 0
    ended: tuple[Ended, ...] = ()

    @property
    def runs(self) -> int:
        """How many step runs there are: those that ended, and the one that is under way."""
        return len(self.ended) + (self.state in ("running", "sleeping"))


def retrace(process: Process, events: Iterable[Happened]) -> Trace:
    """Fold the events, in their order, into where the case stands. Raises Impossible, naming the event."""
    trace = Trace()
    for event in events:
        if event.seq != trace.events + 1:
            raise Impossible(f"event {trace.events + 1} is missing: the next one is {event.seq}")
        try:
            follow = _FOLLOWS[event.kind.removeprefix(_STEP) if event.kind.startswith(_STEP) else event.kind]
        except KeyError:
            raise Impossible(f"event {event.seq} is of an unknown kind, {event.kind}") from None
        if trace.finished or (trace.events == 0) != (event.kind == "started"):
            raise Impossible(f"event {event.seq} is {event.kind}, which can't follow {_before(trace)}")
        answered = event.data["task"] if event.kind == "decided" else None
        trace = replace(follow(process, trace, event), events=event.seq, answered=answered)
    return trace


_STEP = "step_"


def _before(trace: Trace) -> str:
    return f"{trace.state} at {trace.step}" if trace.events else "nothing"


def _started(process: Process, trace: Trace, _event: Happened) -> Trace:
    return replace(trace, state="running", step=process.steps[0].name)


def _done(process: Process, trace: Trace, event: Happened) -> Trace:
    following = process.after(event.step)
    trace = _end(trace, event, "done")
    return replace(trace, step=following.name) if following else trace


def _asked(_process: Process, trace: Trace, event: Happened) -> Trace:
    """The question may be open already: then no event tells of it again."""
    return replace(_end(trace, event, "asked"), state="waiting")


def _waited(_process: Process, trace: Trace, event: Happened) -> Trace:
    return replace(_end(trace, event, "waited"), state="sleeping", reason="")


def _failed(_process: Process, trace: Trace, event: Happened) -> Trace:
    """The next attempt, unless the next event is an incident."""
    return _end(trace, event, "failed")


def _lost(_process: Process, trace: Trace, event: Happened) -> Trace:
    return _end(trace, event, "lost")


def _end(trace: Trace, event: Happened, state: str) -> Trace:
    if (trace.state, trace.step) != ("running", event.step):
        raise Impossible(f"event {event.seq} ends step {event.step}, but the case was {_before(trace)}")
    ended = Ended(step=event.step, state=state, outcome=event.data.get("outcome") or {"kind": state})
    return replace(trace, ended=(*trace.ended, ended))


def _task_opened(_process: Process, trace: Trace, event: Happened) -> Trace:
    if trace.task is not None:
        raise Impossible(f"event {event.seq} opens a question while question {trace.task} is open")
    return _asks(trace, event.step, event.data["reason"], event.data["task"])


def _asks(trace: Trace, step: str, reason: str, task: int) -> Trace:
    state = "incident" if reason == INCIDENT.code else "waiting"
    return replace(trace, state=state, step=step, reason=reason, task=task)


def _task_withdrawn(_process: Process, trace: Trace, event: Happened) -> Trace:
    return replace(_close(trace, event), reason="")


def _decided(process: Process, trace: Trace, event: Happened) -> Trace:
    """The step that asked looks again; after a correction every decision step."""
    known = (*process.step(event.step).asks, *ENGINE_REASONS)
    reason = next(reason for reason in known if reason.code == event.data["reason"])
    corrects = reason.choice(event.data["choice"]).does == "corrects"
    step = process.first_decision().name if corrects else event.step
    return replace(_close(trace, event), state="running", step=step, reason="")


def _close(trace: Trace, event: Happened) -> Trace:
    if trace.task != event.data["task"]:
        raise Impossible(f"event {event.seq} closes question {event.data['task']}, but {trace.task} is open")
    return replace(trace, task=None)


def _undone(_process: Process, trace: Trace, event: Happened) -> Trace:
    """The answer was taken back before the step looked again: that run says nothing, and the same is asked anew."""
    if trace.answered is None or trace.answered != event.data["task"]:
        raise Impossible(f"event {event.seq} takes an answer back that isn't the newest; the case was {_before(trace)}")
    ended = Ended(step=trace.step, state="cancelled", outcome=None)
    trace = replace(trace, ended=(*trace.ended, ended))
    return _asks(trace, event.step, event.data["reason"], event.data["again"])


def _about_the_question(_process: Process, trace: Trace, event: Happened) -> Trace:
    """Something became of the open question; the case stands where it stood."""
    if trace.task != event.data["task"]:
        raise Impossible(f"event {event.seq} is about question {event.data['task']}, but {trace.task} is open")
    return trace


def _woken(_process: Process, trace: Trace, event: Happened) -> Trace:
    """From sleep, or because the cause of the open question may be gone: it stays open meanwhile."""
    if trace.state not in ("sleeping", "waiting", "incident"):
        raise Impossible(f"event {event.seq} wakes the case, which was {_before(trace)}")
    return replace(trace, state="running")


def _finished(_process: Process, trace: Trace, event: Happened) -> Trace:
    return replace(trace, state=event.data["state"], step=event.step, reason="", finished=True)


_FOLLOWS: Mapping[str, Callable[[Process, Trace, Happened], Trace]] = {
    "started": _started,
    "done": _done,
    "asked": _asked,
    "waited": _waited,
    "failed": _failed,
    "lost": _lost,
    "task_opened": _task_opened,
    "task_withdrawn": _task_withdrawn,
    "decided": _decided,
    "undone": _undone,
    "taken_over": _about_the_question,
    "assigned": _about_the_question,
    "snoozed": _about_the_question,
    "unsnoozed": _about_the_question,
    "escalated": _about_the_question,
    "woken": _woken,
    "finished": _finished,
}
