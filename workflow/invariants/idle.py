"""Rule: no work that is due lies about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min

from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import StepRun

# The tick looks every few seconds, rings again after 15, and a lease lasts 30: twice all of that, and more.
LONGEST_IDLE = timedelta(seconds=120)


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Due work that nobody took, leases that ran out, sleepers that were not woken."""
    late = scope.now - LONGEST_IDLE
    open_runs = StepRun.objects.filter(**scope.where("case_id")).order_by("id")
    due = open_runs.filter(state="ready", due_at__lt=late)
    served = _served_since(late) if due.exists() else {}
    for run in due.iterator():
        if run.queue not in served or served[run.queue] > run.due_at:
            yield _idle(run, "is due", run.due_at, f"nobody takes it from queue {run.queue}")
    for run in open_runs.filter(state="running", lease_until__lt=late).iterator():
        yield _idle(run, "is held, but its lease ended", run.lease_until, "nobody has taken it over")
    for run in open_runs.filter(state="running", lease_until=None).iterator():
        yield _idle(run, "is held without a lease", run.started_at, "nobody can take it over")
    for run in open_runs.filter(state="sleeping", due_at__lt=late).iterator():
        yield _idle(run, "sleeps, and was to be woken", run.due_at, "nobody has woken it")
    yield Looked(f"{open_runs.filter(state__in=('ready', 'running', 'sleeping')).count():,} open step runs")


def _served_since(since: datetime) -> dict[str, datetime]:
    """By queue: the earliest due time among what was taken since. What fell due later stands in line."""
    taken = StepRun.objects.filter(started_at__gte=since).values("queue").annotate(front=Min("due_at"))
    return dict(taken.values_list("queue", "front"))


def _idle(run: StepRun, how: str, since: datetime | None, so: str) -> Broken:
    at = f"since {since:%Y-%m-%d %H:%M:%S} UTC" if since else "at no known time"
    return Broken(f"case {run.case_id}", f"Step {run.step} of case {run.case_id} {how} {at}; {so}.", run.case_id)


RULE = Rule(
    name="idle",
    meaning=f"No step that is due, held or asleep is left lying for more than {LONGEST_IDLE.seconds} seconds.",
    remedy="Look whether beat, worker-tick and the workers run (log/), and the broker answers; start `up` again.",
    look=look,
)
