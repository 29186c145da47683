"""Clocks that jump while work is under way, and are right again later: forward and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random

from chaos.kills import shifted
from chaos.kills.faults.strike import NothingHit, Strike, work_in_progress
from chaos.kills.system import System

WRONG = "SELECT count(*) FROM workflow_event WHERE at BETWEEN now() + %s AND now() + %s"
NEAR = timedelta(minutes=5)


def jump(by: timedelta) -> Strike:
    """All workers' clocks wrong by so much. What they wrote meanwhile shows that they were."""

    @contextmanager
    def strike(system: System, random: Random) -> Iterator[str]:
        held = work_in_progress(system, random)
        shifted.shift(system.clock, by.total_seconds())
        try:
            yield f"the workers' clocks, {held}"
            wrong = system.sight.number(WRONG, by - NEAR, by + NEAR)
        finally:
            shifted.shift(system.clock, 0)
        if not wrong:
            raise NothingHit("nothing was written while the clocks were wrong")

    return strike
