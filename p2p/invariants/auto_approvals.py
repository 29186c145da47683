"""Rule: what no person approved, the rule of its version approves from its stored facts."""

from collections.abc import Iterator
from typing import Any

from p2p.models import Approval
from p2p.process import PROCURE_TO_PAY
from p2p.steps import approve
from workflow import registry
from workflow.invariants import Broken, Looked, Rule, Scope
from workflow.invariants.chunks import chunks, grouped
from workflow.models import StepRun
from workflow.outcomes import Proceed
from workflow.redecide import decide_again, facts_of


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Every approval, held against the run of `approve` that gave it."""
    looked = 0
    approvals = Approval.objects.filter(**scope.where("case_id")).select_related("case").order_by("id")
    if scope.since:
        approvals = approvals.filter(at__gte=scope.since)
    for chunk in chunks(approvals.iterator()):
        runs = grouped(_runs(chunk), lambda run: run.case_id)
        for approval in chunk:
            looked += 1
            for fault in _faults(approval, runs[approval.case_id]):
                yield Broken(f"case {approval.case_id}", f"Case {approval.case_id}: {fault}.", approval.case_id)
    yield Looked(f"{looked:,} approvals")


def _runs(approvals: list[Approval]) -> Any:
    """The first run that passed is the one that approved."""
    cases = [approval.case_id for approval in approvals]
    return StepRun.objects.filter(case__in=cases, step="approve", state="done", output__isnull=False).order_by("number")


def _faults(approval: Approval, runs: list[StepRun]) -> Iterator[str]:
    if not runs:
        yield f"it was approved by {approval.by}, but its step never said so"
        return
    step = registry.pinned(PROCURE_TO_PAY.name, approval.case.version).step("approve")
    facts = facts_of(step, runs[0].facts)
    again = decide_again(step, runs[0].facts)
    if not isinstance(again, Proceed):
        yield f"it was approved by {approval.by}, but its facts don't let it through: {type(again).__name__}"
        return
    told = again.output
    if told.by != approval.by:
        yield f"it was approved by {approval.by}, but by its facts {told.by or 'nobody'} approves"
    if (facts.invoice.gross, facts.invoice.currency) != (approval.gross, approval.currency):
        yield (
            f"it was approved over {approval.gross} {approval.currency}, "
            f"but its facts say {facts.invoice.gross} {facts.invoice.currency}"
        )
    if approve.identity(facts) != approval.identity:
        yield f"it was approved as {approval.identity}, but by its facts it is {approve.identity(facts)}"


RULE = Rule(
    name="auto_approvals",
    meaning="Every approval, by rule or by a person, is the one that its stored facts give.",
    remedy="Stop the payment in the accounts system, then compare the case's facts with its document.",
    look=look,
    recent=True,
)
