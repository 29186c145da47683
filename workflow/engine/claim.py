"""Claiming work: one holder at a time, by compare-and-swap, for as long as the lease is renewed."""

import os
import socket
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.conf import settings

from workflow import registry, world
from workflow.clock import now as clock
from workflow.engine.move import Fenced, move
from workflow.models import StepRun

# After how long a further attempt that found no room is rung for again.
STAND_BACK = timedelta(seconds=5)


def lease() -> timedelta:
    """How long a claim lasts without being renewed."""
    return timedelta(seconds=settings.WORKFLOW_LEASE_SECONDS)


def holder() -> str:
    """Who this process is, for people who look at a lease."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(case_id: int, queue: str, *, now: datetime) -> StepRun | None:
    """The case's run that is due on this queue, now held by us; None where there is nothing to claim."""
    run = (
        StepRun.objects.select_related("case")
        .filter(case_id=case_id, state="ready", queue=queue, due_at__lte=now)
        .first()
    )
    if run is None or not registry.knows(run.case.process, run.case.version):
        return None  # nothing to do, or only for a later release
    if run.attempt > 1 and _crowded(queue, now):
        StepRun.objects.filter(pk=run.pk, state="ready").update(ring_at=now + STAND_BACK)
        return None
    try:
        move(run, "claim", holder=holder(), lease_until=now + lease(), started_at=now)
    except Fenced:
        return None
    return run


def _crowded(queue: str, now: datetime) -> bool:
    """Whether as many further attempts are under way as may be: what failed before leaves room for what didn't.

    Two that come at the same moment may both find room; that costs seconds. A holder that is alive has renewed its
    lease within a third of it: one that hasn't for half of it takes no room.
    """
    most = settings.WORKFLOW_AGAIN_AT_ONCE.get(queue)
    under_way = StepRun.objects.filter(state="running", queue=queue, attempt__gt=1, lease_until__gt=now + lease() / 2)
    return most is not None and under_way.count() >= most


def held(run: StepRun) -> AbstractContextManager[None]:
    """Renew the lease in the background while the holder waits for a child process or the outside."""
    run_id, fence = run.pk, run.fence
    return world.current().beside(lambda: _renewed(run_id, fence), lease() / 3)


def make_sure(run: StepRun) -> None:
    """Renew the lease just before what can't be taken back; raises Fenced where somebody else has the work."""
    if not _renewed(run.pk, run.fence):
        raise Fenced(f"{run} is no longer ours")


def _renewed(run_id: int, fence: int) -> bool:
    mine = StepRun.objects.filter(pk=run_id, state="running", fence=fence)
    return bool(mine.update(lease_until=clock() + lease()))
