"""Rule: nothing was begun before it was due."""

from collections.abc import Iterator

from django.db.models import F

from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import StepRun


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Each run that a worker claimed: its start against its due time."""
    claimed = StepRun.objects.filter(**scope.where("case_id"), fence__gt=0, started_at__isnull=False)
    if scope.since:
        claimed = claimed.filter(created_at__gte=scope.since)
    early = claimed.filter(started_at__lt=F("due_at")).order_by("id")
    for case, number, step, started, due in early.values_list("case_id", "number", "step", "started_at", "due_at"):
        sentence = f"Run {number} of case {case}, {step}, began at {started:%F %T}, but was only due at {due:%F %T}."
        yield Broken(f"case {case}, run {number}", sentence, case)
    yield Looked(f"{claimed.count():,} step runs")


RULE = Rule(
    name="due",
    meaning="No step began before it was due: an answer that could still be taken back, a retry, a wait.",
    remedy="Look at the case's history and at the clocks of the machines that run workers.",
    look=look,
)
