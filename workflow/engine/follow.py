"""What comes next for a case, once an attempt has ended: more work, a question, sleep, or its end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow import sla
from workflow.answers import digest
from workflow.define import Process, Reason, Step
from workflow.engine import runs, signals
from workflow.engine.history import History
from workflow.engine.move import move
from workflow.models import Case, StepRun, Task
from workflow.outcomes import Finding, Finish, Wait
from workflow.people import ENGINE


@dataclass(frozen=True, slots=True)
class Due:
    """This step, not before this time. `clock_of` is the attempt whose SLA clock goes on."""

    step: Step
    due_at: datetime
    attempt: int = 1
    clock_of: StepRun | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A person answers. `also` is what will be asked after it; `state` of the case meanwhile."""

    reason: Reason
    finding: Finding
    also: Sequence[Finding] = ()


Then = Due | Asked | Wait | Finish


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a case under way: where its parts are collected until `keep` writes them."""

    process: Process
    case: Case
    last: StepRun
    history: History
    now: datetime
    card: Mapping[str, Any]

    def keep(self, name: str, **columns: Any) -> None:
        """Write the events and move the case, guarded by its fence."""
        self.history.keep()
        columns |= {"runs": self.case.runs, "events_count": self.case.events_count}
        move(self.case, name, **{**self.card, **columns})


def follow(change: Change, then: Then) -> None:
    """Insert what comes next and move the case accordingly."""
    if not isinstance(then, Asked):
        withdraw(change)
    _FOLLOW[type(then)](change, then)


def withdraw(change: Change) -> None:
    """Close the open question, if there is one: its cause is gone."""
    task = Task.objects.filter(case=change.case, state="open").first()
    if task is not None:
        move(task, "withdraw", closed_at=change.now)
        change.history.add("task_withdrawn", actor=ENGINE, step=task.step, task=task.pk, reason=task.reason)


def _due(change: Change, then: Due) -> None:
    runs.due(
        change.process,
        then.step,
        change.case,
        due_at=then.due_at,
        now=change.now,
        attempt=then.attempt,
        clock_of=then.clock_of,
    ).save(force_insert=True)
    change.keep("advance", step=then.step.name, reason="")


def _asked(change: Change, then: Asked) -> None:
    still_open = Task.objects.filter(case=change.case, state="open").first()
    if still_open is None or still_open.digest != digest(then.finding):
        withdraw(change)
        _open_task(change, then, before=still_open)
    name = "stumble" if then.reason.code == "incident" else "ask"
    change.keep(name, step=change.last.step, reason=then.reason.code)


def _open_task(change: Change, then: Asked, before: Task | None) -> None:
    """Ask. Whoever had the same question on other evidence keeps it; nobody has it open, nor put off."""
    same = before if before and (before.reason, before.role) == (then.reason.code, then.reason.role) else None
    finding, levels = then.finding, change.process.escalation
    task = Task.objects.create(
        case=change.case,
        step_run=change.last,
        step=change.last.step,
        reason=finding.reason,
        role=then.reason.role,
        question=finding.question,
        params=dict(finding.params),
        evidence=dict(finding.evidence),
        also=[{"reason": more.reason, "question": more.sentence} for more in then.also],
        digest=digest(finding),
        wakes_on=list(finding.withdrawn_by),
        opened_at=change.now,
        answer_by=change.now + then.reason.sla,
        assignee_id=same.assignee_id if same else "",
        assignee_name=same.assignee_name if same else "",
        sla_seconds=then.reason.sla.total_seconds(),
        sla_next_at=sla.first_threshold(change.now, then.reason.sla, levels),
    )
    change.history.add("task_opened", actor=ENGINE, step=task.step, task=task.pk, reason=task.reason)


def _slept(change: Change, then: Wait) -> None:
    step = change.process.step(change.last.step)
    runs.asleep(step, change.case, then, now=change.now).save(force_insert=True)
    change.keep("sleep", step=step.name, reason="", cause=then.because)


def _finished(change: Change, then: Finish) -> None:
    change.history.add("finished", actor=ENGINE, step=change.last.step, state=then.state, because=then.because)
    signals.emit([f"case_ended:{change.case.pk}"], now=change.now)
    name = {"completed": "complete", "refused": "refuse", "ignored": "ignore"}[then.state]
    change.keep(name, step=change.last.step, reason="", finished_at=change.now)


_FOLLOW: Mapping[type, Callable[[Change, Any], None]] = {
    Due: _due,
    Asked: _asked,
    Wait: _slept,
    Finish: _finished,
}
