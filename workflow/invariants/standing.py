"""Rule: a case that hasn't ended waits for a named person or a time, or has one piece of work under way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from workflow.invariants.chunks import chunks, grouped
from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import Case, StepRun, Task
from workflow.models.step_run import OPEN
from workflow.reasons import INCIDENT
from workflow.transitions import CASE

WORKING = {"running": ("ready", "running"), "sleeping": ("sleeping",)}
ASKING = ("waiting", "incident")


@dataclass(frozen=True, slots=True)
class Standing:
    """A case, its open runs and its open questions, as far as they must agree."""

    state: str
    step: str
    reason: str
    ended: bool
    runs: Sequence[tuple[str, str]]  # step, state
    tasks: Sequence[tuple[str, str, str]]  # step, reason, role


def faults(case: Standing) -> Iterator[str]:
    """What doesn't agree, each as the end of a sentence that begins with the case."""
    if case.state in CASE.final():
        yield from _faults_of_ended(case)
        return
    if case.ended:
        yield "has the time of its end, but has not ended"
    yield from _faults_of_work(case)
    yield from _faults_of_questions(case)


def _faults_of_ended(case: Standing) -> Iterator[str]:
    if not case.ended:
        yield "has no time of its end"
    if case.runs:
        yield f"has {len(case.runs)} open step run(s): {', '.join(step for step, _ in case.runs)}"
    if case.tasks or case.reason:
        yield f"still asks for {case.reason or case.tasks[0][1]}"


def _faults_of_work(case: Standing) -> Iterator[str]:
    wanted = 1 if case.state in WORKING else 0
    if len(case.runs) != wanted:
        yield f"has {len(case.runs)} open step runs, not {wanted}"
        return
    for step, state in case.runs:
        if state not in WORKING[case.state]:
            yield f"has a {state} step run"
        if step != case.step:
            yield f"stands at {case.step}, but its step run is {step}"


def _faults_of_questions(case: Standing) -> Iterator[str]:
    if len(case.tasks) > 1:
        yield f"has {len(case.tasks)} open questions"
    elif case.state in ASKING and not case.tasks:
        yield "has no open question: it waits for nobody"
    elif case.state == "sleeping" and case.tasks:
        yield "has an open question"
    elif (case.tasks[0][1] if case.tasks else "") != case.reason:
        asked = f"for {case.tasks[0][1]}" if case.tasks else "nothing"
        yield f"should ask for {case.reason or 'nothing'}, but asks {asked}"
    for step, reason, role in case.tasks:
        if not role:
            yield f"asks for {reason}, but names no role that answers"
        if step != case.step:
            yield f"stands at {case.step}, but its question is of {step}"
        if case.state in ASKING and (reason == INCIDENT.code) != (case.state == "incident"):
            yield f"asks for {reason}"


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Every case that hasn't ended, and every ended one that has something open."""
    cases = Case.objects.filter(**scope.where("id"))
    open_runs = StepRun.objects.filter(case=OuterRef("pk"), state__in=OPEN)
    open_tasks = Task.objects.filter(case=OuterRef("pk"), state="open")
    unsettled = ~Q(state__in=CASE.final()) | Q(finished_at=None) | ~Q(reason="") | Exists(open_runs)
    found = cases.filter(unsettled | Exists(open_tasks)).order_by("id")
    for chunk in chunks(found.iterator()):
        runs = _of(chunk, StepRun.objects.filter(state__in=OPEN), "step", "state")
        tasks = _of(chunk, Task.objects.filter(state="open"), "step", "reason", "role")
        for case in chunk:
            standing = Standing(
                case.state, case.step, case.reason, case.finished_at is not None, runs[case.pk], tasks[case.pk]
            )
            for fault in faults(standing):
                yield Broken(f"case {case.pk}", f"Case {case.pk} is {case.state} and {fault}.", case.pk)
    yield Looked(f"{cases.count():,} cases")


def _of(cases: list[Case], rows: Any, *columns: str) -> dict[int, list[Any]]:
    ids = [case.pk for case in cases]
    by_case = grouped(rows.filter(case__in=ids).order_by("id").values_list("case_id", *columns), lambda row: row[0])
    return {pk: [row[1:] for row in by_case[pk]] for pk in ids}


RULE = Rule(
    name="standing",
    meaning="Every case has ended, or waits for a named person or a time, or has exactly one step under way.",
    remedy="manage.py show_case names what is open; a case that waits for nobody needs support: nothing moves it.",
    look=look,
)
