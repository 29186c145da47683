"""Makes the rows of the work to be done: step runs and their clocks."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from workflow import sla
from workflow.define import Process, Step
from workflow.models import Case, StepRun
from workflow.outcomes import Wait
from workflow.people import Card


def ring_again() -> timedelta:
    """How long the tick leaves a bell that was rung before it rings again."""
    return timedelta(seconds=settings.WORKFLOW_RING_SECONDS)


def due(
    process: Process,
    step: Step,
    case: Case,
    *,
    due_at: datetime,
    now: datetime,
    attempt: int = 1,
    clock_of: StepRun | None = None,
) -> StepRun:
    """A run that may be claimed from `due_at` on. A further attempt goes on with the clock of the one before."""
    started_at = clock_of.sla_started_at if clock_of else due_at
    next_at = clock_of.sla_next_at if clock_of else sla.first_threshold(due_at, step.sla, process.escalation)
    return StepRun(
        case=case,
        number=_next_number(case),
        step=step.name,
        attempt=attempt,
        state="ready",
        queue=step.queue,
        due_at=due_at,
        ring_at=due_at if due_at > now else now + ring_again(),
        created_at=now,
        sla_started_at=started_at,
        sla_seconds=step.sla.total_seconds(),
        sla_percent=clock_of.sla_percent if clock_of else 0,
        sla_next_at=next_at,
    )


def asleep(step: Step, case: Case, wait: Wait, *, now: datetime) -> StepRun:
    """A run that a signal or its time wakes. Its clock starts then: waiting is not failing."""
    return StepRun(
        case=case,
        number=_next_number(case),
        step=step.name,
        state="sleeping",
        queue=step.queue,
        due_at=wait.until,
        ring_at=wait.until,
        wakes_on=list(wait.events),
        created_at=now,
        sla_started_at=now,
        sla_seconds=step.sla.total_seconds(),
    )


def ended(step: Step, case: Case, columns: Mapping[str, Any], *, now: datetime) -> StepRun:
    """A run that was done at once, in the transaction of the one before it."""
    return StepRun(
        case=case,
        number=_next_number(case),
        step=step.name,
        queue=step.queue,
        due_at=now,
        ring_at=now,
        created_at=now,
        sla_started_at=now,
        sla_seconds=step.sla.total_seconds(),
        **columns,
    )


def card_columns(card: Card) -> dict[str, Any]:
    """The card as columns of the case."""
    return {field.name: getattr(card, field.name) for field in fields(card)}


def _next_number(case: Case) -> int:
    case.runs += 1
    return case.runs
