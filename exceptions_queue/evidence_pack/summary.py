"""The page of a pack that people read and print: self-contained, without scripts, all outside text escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from exceptions_queue import words
from exceptions_queue.evidence_pack.archive import Lacking
from exceptions_queue.evidence_pack.papers import Packed
from exceptions_queue.shape import filled
from exceptions_queue.wording import took
from workflow.models import Case, StepRun
from workflow.papers import Shown
from workflow.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the database told of a case; `kinds` are what the rows are and the rows, by the name of their file."""

    case: Case
    known: Mapping[str, Any]
    shown: Sequence[Shown]
    runs: Sequence[StepRun]
    questions: Sequence[Mapping[str, Any]]
    decisions: Sequence[Mapping[str, Any]]
    kinds: Mapping[str, tuple[str, Sequence[Any]]]
    verification: Mapping[str, Any]


def summary(told: Told, papers: Sequence[Packed], lacking: Sequence[Lacking], *, actor: Actor, now: datetime) -> str:
    """The page. It links to the files beside it and to nothing else."""
    case = told.case
    answers = {answer["task_id"]: answer for answer in told.decisions}
    context = {
        "case": case,
        "made_by": actor.name,
        "now": now,
        "step_title": words.labelled(case.step),
        "verification": told.verification,
        "shown": told.shown,
        "known": filled(told.known),
        "papers": papers,
        "lacking": lacking,
        "runs": [(run, words.labelled(run.step), _took(run)) for run in told.runs],
        "asked": [(question, answers.get(question["id"])) for question in told.questions],
        **{name: rows for name, (_, rows) in told.kinds.items()},
    }
    return render_to_string("exceptions_queue/evidence_summary.html", context)


def _took(run: StepRun) -> str:
    return took(run.finished_at - run.started_at) if run.started_at and run.finished_at else ""
