"""Gathers what a step may start from."""

from datetime import datetime
from typing import Any

from workflow.define import Process
from workflow.models import Case, Decision, StepRun
from workflow.people import Actor, Answer, Dossier


def dossier_of(case: Case, process: Process, step: str, *, now: datetime) -> Dossier:
    """The case as the step finds it: what the steps before it said last, and every answer in effect."""
    before = {earlier.name for earlier in process.steps[: process.index(step)]}
    return Dossier(
        case_id=case.pk,
        uid=str(case.uid),
        received_at=case.received_at,
        now=now,
        subject=case.subject,
        outputs={name: output for name, output in _outputs(case) if name in before},
        answers=answers_in(case, now=now),
    )


def answers_in(case: Case, *, now: datetime) -> tuple[Answer, ...]:
    """Every decision that has taken effect, oldest first: nothing that was taken back."""
    decisions = Decision.objects.filter(case=case, effective_at__lte=now, undoing=None).order_by("id")
    return tuple(_answer(decision) for decision in decisions)


def _outputs(case: Case) -> list[tuple[str, Any]]:
    runs = StepRun.objects.filter(case=case, state="done").order_by("number")
    return list(runs.values_list("step", "output"))


def _answer(decision: Decision) -> Answer:
    return Answer(
        task=decision.task_id,
        step=decision.step,
        reason=decision.reason,
        choice=decision.choice,
        actor=Actor(decision.actor_id, decision.actor_name, frozenset(decision.actor_roles)),
        note=decision.note,
        values=decision.values,
        digest=decision.digest,
        at=decision.at,
    )
