"""Rule: every decision that was taken is the one that its stored facts give."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from workflow import registry
from workflow.engine.values import told
from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import StepRun
from workflow.redecide import decide_again

DECIDED = ("done", "asked", "waited")


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Every ended run of a decision step, held against `decide` with the version's rules."""
    looked = 0
    for run in _runs(scope).iterator():
        process = registry.pinned(run.case.process, run.case.version)
        step = process.step(run.step)
        if step.kind != "decision":
            continue
        looked += 1
        try:
            again = told(decide_again(step, run.facts))
        except Exception as error:  # noqa: BLE001 -- whatever it raises: the decision can't be given again
            again = {"kind": f"{type(error).__name__}: {error}"}
        if essence(again) != essence(run.outcome):
            yield Broken(f"case {run.case_id}", _sentence(run, again), run.case_id)
    yield Looked(f"{looked:,} decisions")


def essence(outcome: Any) -> tuple[Any, ...]:
    """What makes two outcomes the same: their kind, what is asked, how the case ends. Wording may change."""
    if not outcome:
        return ()
    also = tuple(more["reason"] for more in outcome.get("also", ()))
    return outcome["kind"], outcome.get("reason"), also, outcome.get("state")


def _runs(scope: Scope) -> Any:
    """Runs that looked at something and said something: not those that a person's word ended."""
    runs = StepRun.objects.filter(state__in=DECIDED, facts__isnull=False, **scope.where("case_id"))
    if scope.since:
        runs = runs.filter(Q(finished_at__gte=scope.since))
    return runs.select_related("case").order_by("id")


def _sentence(run: StepRun, again: dict[str, Any]) -> str:
    was, now = (", ".join(str(part) for part in _flat(essence(outcome))) for outcome in (run.outcome, again))
    return f"Step {run.step} of case {run.case_id} (run {run.number}) said {was}; its facts say {now}."


def _flat(parts: tuple[Any, ...]) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, tuple):
            yield from part
        elif part is not None:
            yield part


RULE = Rule(
    name="redecided",
    meaning="Every decision is the one that its stored facts give under the rules that the case began with.",
    remedy="Either the facts were changed afterwards, or a release changed what a rule means: support must compare.",
    look=look,
    recent=True,
)
