"""When a wrong clock is put right again: what was written while it was ahead is not due for as long as it was ahead.

A lease, a retry, a bell or a message that lies further in the future than any of them ever may tells of such
a clock. It is brought back to now. An answer that was given then is left alone: a person may still take it back.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from workflow import registry
from workflow.engine import runs, signals
from workflow.engine.claim import lease
from workflow.engine.outbox import LONGEST_REST
from workflow.models import Decision, Message, Signal, StepRun
from workflow.models.message import UNSENT


def bring_back(now: datetime) -> int:
    """Make due now what only a wrong clock has put off; returns how many rows that was."""
    far = too_far(now)
    answered = Decision.objects.filter(case=OuterRef("case"), effective_at__gt=now, undoing=None)
    put_off = StepRun.objects.filter(~Exists(answered), state="ready", ring_at__gt=far)
    held = StepRun.objects.filter(state="running", lease_until__gt=far)
    unheard = Signal.objects.filter(heard__lt=2, hear_at__gt=far)
    unsent = Message.objects.filter(state__in=UNSENT, due_at__gt=far)
    changes: tuple[tuple[QuerySet[Any], dict[str, datetime]], ...] = (
        (put_off, {"due_at": now, "ring_at": now}),
        (held, {"lease_until": now + lease()}),
        (unheard, {"hear_at": now}),
        (unsent, {"due_at": now}),
    )
    # Nearly always there is nothing: then nothing is written, either.
    return sum(rows.update(**change) for rows, change in changes if rows.exists())


def too_far(now: datetime) -> datetime:
    """Beyond this no lease, retry, bell, second hearing or message may lie, with room to spare."""
    return now + _longest()


def _longest() -> timedelta:
    delays = [
        delay for process in registry.processes().values() for step in process.steps for delay in step.retry.delays
    ]
    undo = timedelta(seconds=settings.WORKFLOW_UNDO_SECONDS)
    return 2 * max(*delays, undo, lease(), runs.ring_again(), signals.HEAR_AGAIN, LONGEST_REST)
