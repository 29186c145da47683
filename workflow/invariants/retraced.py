"""Rule: the history of a case, told again from its first event, ends where its rows say that it stands."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from workflow import registry
from workflow.invariants.chunks import chunks, grouped
from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import Case, Event, StepRun, Task
from workflow.models.step_run import OPEN
from workflow.retrace import Impossible, Trace, retrace

HISTORIES = 200  # at a time: their events and step runs are held in memory


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Case by case: events against the case, its open question and its ended step runs."""
    looked = 0
    cases = Case.objects.filter(**scope.where("id"))
    if scope.since:
        cases = cases.filter(Q(finished_at=None) | Q(finished_at__gte=scope.since))
    for chunk in chunks(cases.order_by("id").iterator(), HISTORIES):
        of = [case.pk for case in chunk]
        events = grouped(Event.objects.filter(case__in=of).order_by("case_id", "seq"), lambda row: row.case_id)
        runs = grouped(_runs(of), lambda row: row.case_id)
        tasks = dict(Task.objects.filter(case__in=of, state="open").values_list("case_id", "id"))
        for case in chunk:
            looked += 1
            for fault in _faults(case, events[case.pk], runs[case.pk], tasks.get(case.pk)):
                yield Broken(f"case {case.pk}", f"Case {case.pk}: {fault}.", case.pk)
    yield Looked(f"{looked:,} histories")


def _runs(cases: Sequence[int]) -> Any:
    columns = ("case_id", "number", "step", "state", "outcome", "finished_at")
    return StepRun.objects.filter(case__in=cases).order_by("case_id", "number").only(*columns)


def _faults(case: Case, events: Sequence[Event], runs: Sequence[StepRun], task: int | None) -> Iterator[str]:
    try:
        trace = retrace(registry.pinned(case.process, case.version), events)
    except (Impossible, LookupError, StopIteration) as error:
        yield f"its history can't be told again: {error or type(error).__name__}"
        return
    yield from _different(trace, case, task)
    yield from _different_runs(trace, runs)


def _different(trace: Trace, case: Case, task: int | None) -> Iterator[str]:
    told_and_kept = {
        "state": (trace.state, case.state),
        "step": (trace.step, case.step),
        "reason": (trace.reason, case.reason),
        "open question": (trace.task, task),
        "end": (trace.finished, case.finished_at is not None),
        "number of step runs": (trace.runs, case.runs),
        "number of events": (trace.events, case.events_count),
    }
    for name, (told, kept) in told_and_kept.items():
        if told != kept:
            yield f"its events say {name} {told!r}, its row says {kept!r}"


def _different_runs(trace: Trace, runs: Sequence[StepRun]) -> Iterator[str]:
    """Each ended run has its event, in their order, and says the same; numbers have no gap."""
    if [run.number for run in runs] != list(range(1, trace.runs + 1)):
        yield f"its step runs are numbered {[run.number for run in runs]}, its events tell of {trace.runs}"
    kept = [(run.step, run.state, run.outcome) for run in runs if run.state not in OPEN]
    told = [(ended.step, ended.state, ended.outcome) for ended in trace.ended]
    if len(kept) != len(told):
        yield f"{len(kept)} of its step runs have ended, its events tell of {len(told)}"
    for number, (row, event) in enumerate(zip(kept, told, strict=False), start=1):
        if row != event:
            yield f"step run {number} ended as {_words(row)}, its event says {_words(event)}"


def _words(ended: tuple[Any, ...]) -> str:
    return " ".join(map(str, ended))


RULE = Rule(
    name="retraced",
    meaning="The events of a case, followed from the first, lead to the state, step and question that its rows hold.",
    remedy="Rows or events were changed past the engine: manage.py show_case shows both; don't decide the case before.",
    look=look,
    recent=True,
)
