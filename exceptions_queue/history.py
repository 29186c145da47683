"""A case as its page tells it: every step run, every question and its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exceptions_queue import words
from exceptions_queue.wording import took
from workflow.models import Case, Decision, StepRun, Task


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a step."""

    run: StepRun
    title: str
    took: str
    parts: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and, once there is one, its answer in words."""

    task: Task
    title: str
    sentence: str
    decision: Decision | None
    answer: str


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


def asked(tasks: Sequence[Task], case: Case) -> tuple[Asked, ...]:
    """The questions of one case with their answers."""
    return tuple(_asked(task, case) for task in tasks)


def _asked(task: Task, case: Case) -> Asked:
    task.case = case
    decision: Decision | None = getattr(task, "decision", None)
    answer = words.choice_label(task, decision.choice) if decision else ""
    return Asked(task, words.reason_title(task), words.sentence(task), decision, answer)
