"""Looks after everything that is due by time. Safe to run twice, late, and by two beats at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from workflow import doorbell, registry
from workflow.engine import runs, signals
from workflow.engine.clock_back import bring_back, too_far
from workflow.engine.complete import Ended, complete
from workflow.engine.escalate import escalate_due
from workflow.engine.failure import SOON, give_up_or_try_again
from workflow.engine.glance import Glance, glance
from workflow.engine.outbox import ring_if_due
from workflow.engine.sweep import each, of_this_release
from workflow.models import Signal, StepRun
from workflow.sealing.seal import QUIET, seal_due

# As much as one tick takes on; the next one is seconds away.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """How much a tick found to do, by kind."""

    brought_back: int
    rung: int
    recovered: int
    woken: int
    heard: int
    escalated: int
    messages: bool
    sealed: int


def tick(*, now: datetime) -> Ticked:
    """Ring for due work that nobody has claimed, recover what a dead worker held, wake what has slept
    long enough, hear signals again, note passed SLA thresholds, and seal the history of what rests;
    before that, bring back what a wrong clock has put off.
    """
    seen = _glance(now)
    brought_back = bring_back(now) if seen.put_off else 0
    if brought_back:
        seen = _glance(now)  # it is due now
    recovered = each(_expired(now), lambda run: _lose(run, now), now) if seen.expired else 0
    woken = each(_slept_out(now), lambda run: signals.wake(run, now, why="time"), now) if seen.slept_out else 0
    heard = sum(signals.hear(signal, now=now) for signal in _unheard(now)) if seen.unheard else 0
    escalated = escalate_due(now=now, batch=BATCH) if seen.escalates else 0
    return Ticked(
        brought_back=brought_back,
        recovered=recovered,
        woken=woken,
        heard=heard,
        escalated=escalated,
        messages=(seen.unsent or bool(escalated)) and ring_if_due(now=now),
        rung=each(_unclaimed(now), lambda run: _ring(run, now), now) if seen.unclaimed else 0,
        sealed=seal_due(now=now, batch=BATCH) if seen.unsealed or recovered else 0,
    )


def _glance(now: datetime) -> Glance:
    return glance(now=now, far=too_far(now), quiet_since=now - QUIET)


def _expired(now: datetime) -> list[StepRun]:
    held = StepRun.objects.filter(of_this_release(), state="running", lease_until__lte=now)
    return list(held.select_related("case").order_by("lease_until")[:BATCH])


def _slept_out(now: datetime) -> list[StepRun]:
    asleep = StepRun.objects.filter(of_this_release(), state="sleeping", due_at__lte=now)
    return list(asleep.select_related("case").order_by("due_at")[:BATCH])


def _unheard(now: datetime) -> list[Signal]:
    return list(Signal.objects.filter(heard__lt=2, hear_at__lte=now).order_by("id")[:BATCH])


def _lose(run: StepRun, now: datetime) -> None:
    """The holder has not renewed its lease: count the attempt as lost, and try again or raise an incident."""
    process = registry.pinned(run.case.process, run.case.version)
    step = process.step(run.step)
    why = "The worker died or was cut off before it was done."
    ended = Ended(step=step, state="lost", started_at=run.started_at or now, finished_at=now, error=why)
    then = give_up_or_try_again(process, step, run, why, delay=SOON, now=now)
    complete(run, [ended], then, process=process, now=now, only_if={"lease_until__lte": now})


def _unclaimed(now: datetime) -> list[StepRun]:
    ready = StepRun.objects.filter(of_this_release(), state="ready", ring_at__lte=now)
    return list(ready.select_related("case").order_by("ring_at")[:BATCH])


def _ring(run: StepRun, now: datetime) -> None:
    with transaction.atomic():
        # Written first: a broker that is down is asked again after a while, not at every tick.
        StepRun.objects.filter(pk=run.pk, state="ready").update(ring_at=now + runs.ring_again())
        process = registry.pinned(run.case.process, run.case.version)
        doorbell.ring_on_commit(run.case_id, process.links(run.step))
