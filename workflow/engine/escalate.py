"""Notes that an SLA threshold has passed, and tells who hears of it: each once, late rather than never."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from workflow import registry, sla
from workflow.define import Level, Process
from workflow.engine.sweep import of_this_release
from workflow.engine.tell import tell
from workflow.models import Escalation, StepRun, Task
from workflow.models.step_run import OPEN

logger = logging.getLogger(__name__)


def escalate_due(*, now: datetime, batch: int) -> int:
    """Record the passed thresholds of every open step run and task, and return how many clocks had one."""
    runs = StepRun.objects.filter(of_this_release(), state__in=OPEN, sla_next_at__lte=now).select_related("case")
    tasks = Task.objects.filter(of_this_release(), state="open", sla_next_at__lte=now).select_related("case")
    due: list[StepRun | Task] = [
        *runs.order_by("sla_next_at")[:batch],
        *tasks.order_by("sla_next_at")[:batch],
    ]
    return sum(_alone(clock, now) for clock in due)


def _alone(clock: StepRun | Task, now: datetime) -> bool:
    """Escalate one; whatever it raises must not keep the others from being told. It is looked at again."""
    try:
        return _escalate(clock, now)
    except Exception:
        logger.exception("A clock can't be escalated", extra={"action": "not_escalated", "clock": repr(clock)})
        return False


def _escalate(clock: StepRun | Task, now: datetime) -> bool:
    process = registry.pinned(clock.case.process, clock.case.version)
    budget = timedelta(seconds=clock.sla_seconds)
    passed = sla.passed(_started_at(clock), budget, process.escalation, clock.sla_percent, now)
    told = [(level, True) for level in passed.skipped]
    if passed.due is not None:
        told.append((passed.due, False))
    try:
        with transaction.atomic():
            kept = Escalation.objects.bulk_create([_row(clock, process, *entry, now) for entry in told])
            for row in kept:
                if not row.skipped:
                    tell(row, process, since=_started_at(clock), budget=budget, now=now)
            percent = passed.due.percent if passed.due else clock.sla_percent
            same = type(clock)._default_manager.filter(pk=clock.pk, sla_percent=clock.sla_percent)
            same.update(sla_percent=percent, sla_next_at=passed.next_at)
    except IntegrityError:
        return False  # another tick has told it
    return bool(told)


def _row(clock: StepRun | Task, process: Process, level: Level, skipped: bool, now: datetime) -> Escalation:
    budget = timedelta(seconds=clock.sla_seconds)
    return Escalation(
        case=clock.case,
        step_run=clock if isinstance(clock, StepRun) else None,
        task=clock if isinstance(clock, Task) else None,
        percent=level.percent,
        level=level.name,
        role=level.role or (clock.role if isinstance(clock, Task) else ""),
        due_at=sla.threshold_at(_started_at(clock), budget, level.percent),
        fired_at=now,
        skipped=skipped,
    )


def _started_at(clock: StepRun | Task) -> datetime:
    return clock.sla_started_at if isinstance(clock, StepRun) else clock.opened_at
