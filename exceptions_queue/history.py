"""A case as its page tells it: the way it has come, every step run, every question and its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from exceptions_queue import words
from exceptions_queue.wording import took
from workflow.models import Case, Decision, StepRun, Task


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the process, and how far the case has come with it: a step run's state, or "to come"."""

    title: str
    state: str
    here: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a step."""

    run: StepRun
    title: str
    took: str
    parts: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and, once there is one, its answer."""

    task: Task
    title: str
    sentence: str
    decision: Decision | None


def way_of(case: Case, runs: Iterable[StepRun]) -> tuple[Stop, ...]:
    """The steps of the process in their order; empty where this release doesn't know the process."""
    process = words.process_of(case)
    newest = {run.step: run.state for run in runs}
    return tuple(
        Stop(step.title, newest.get(step.name, "to come"), step.name == case.step)
        for step in (process.steps if process else ())
    )


def run_of(run: StepRun) -> Run:
    """The run with what there is of input, outcome and output."""
    finished = run.started_at and run.finished_at
    parts = (("Input", run.facts), ("What it said", run.outcome), ("Output", run.output))
    return Run(
        run=run,
        title=words.labelled(run.step),
        took=took(run.finished_at - run.started_at) if finished else "",  # type: ignore[operator]
        parts=tuple((title, value) for title, value in parts if value is not None),
    )


def asked(tasks: Sequence[Task]) -> tuple[Asked, ...]:
    """The questions of one case with their answers."""
    return tuple(
        Asked(task, words.reason_title(task), words.sentence(task), getattr(task, "decision", None)) for task in tasks
    )
