"""How an attempt ends: outputs, events, state, next work, questions and clocks, all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from workflow.define import Process, Step
from workflow.engine import runs
from workflow.engine.follow import Change, Then, follow
from workflow.engine.history import History
from workflow.engine.move import move
from workflow.models import StepRun
from workflow.people import ENGINE, Card

_MOVE_TO = {"done": "finish", "asked": "ask", "waited": "wait", "failed": "fail", "lost": "lose"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one attempt at one step ended; facts, output and outcome as JSON values."""

    step: Step
    state: str
    started_at: datetime
    finished_at: datetime
    facts: Any = None
    output: Any = None
    outcome: Any = None
    error: str = ""
    traceback: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of its step run, the state apart. Where the step itself said nothing, its end is the outcome."""
        columns = {name: getattr(self, name) for name in self.__slots__ if name not in ("step", "state")}
        return {**columns, "outcome": self.outcome or {"kind": self.state}}


def complete(
    run: StepRun,
    ended: Sequence[Ended],
    then: Then,
    *,
    process: Process,
    now: datetime,
    card: Card | None = None,
    only_if: dict[str, Any] | None = None,
) -> None:
    """Record how the claimed run ended, the runs that were done with it, and what comes next.

    Everything is guarded by the fences of the run and its case (and by `only_if` on the run): if somebody
    else has moved either, Fenced is raised and nothing is kept. `card` None leaves the card as it is.
    """
    case = run.case
    with transaction.atomic():
        history = History(case, now)
        first, *rest = ended
        move(run, _MOVE_TO[first.state], only_if=only_if, lease_until=None, **first.columns())
        others = [runs.ended(end.step, case, {**end.columns(), "state": end.state}, now=now) for end in rest]
        StepRun.objects.bulk_create(others)
        for end in ended:
            history.add(f"step_{end.state}", actor=ENGINE, step=end.step.name, **_told(end))
        columns = runs.card_columns(card) if card else {}
        follow(Change(process, case, [run, *others][-1], history, now, columns), then)


def _told(end: Ended) -> dict[str, Any]:
    return {name: value for name in ("outcome", "error") if (value := getattr(end, name))}
