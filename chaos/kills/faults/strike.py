"""What a fault is: a context that inflicts it, tells what was hit, and heals it at the end."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random

from chaos.kills.processes import is_below
from chaos.kills.sight import Lease
from chaos.kills.system import System
from p2p.erp.twin import Mode

WITHIN = 20.0  # seconds in which there must be something to hit
LOOK_EVERY = 0.005
STEPS = ("extract", "post", "schedule_payment", "")  # "": whichever there is
Strike = Callable[[System, Random], AbstractContextManager[str]]


class NothingHit(Exception):
    """The fault could not be inflicted on anything that was in use: the round counts for nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name. `seconds`: how long it lasts. `usual`: how the accounts system treats keys meanwhile."""

    name: str
    strike: Strike
    seconds: float = 0.0
    usual: tuple[Mode, ...] = field(default=(Mode.HONOURS_KEYS, Mode.IGNORES_KEYS))


def lease_in_use(system: System, random: Random, steps: tuple[str, ...] = STEPS) -> Lease:
    """A claim that stands just now, held by a process of one of the workers: of the step that chance wants."""
    step = random.choice(steps)
    patience = time.monotonic() + WITHIN / 4
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        wanted = step if time.monotonic() < patience else ""
        for lease in system.sight.leases(wanted):
            if worker_of(system, lease) is not None and system.sight.still_held(lease):
                return lease
        time.sleep(LOOK_EVERY)
    raise NothingHit("no worker held anything")


def worker_of(system: System, lease: Lease) -> int | None:
    """Which worker's process holds the claim."""
    mains = [child.process.pid if child.process else 0 for child in system.workers]
    return next((number for number, main in enumerate(mains) if main and is_below(lease.holder, main)), None)


def work_in_progress(system: System) -> str:
    """Return, once a worker holds something, what that is."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        if leases := system.sight.leases():
            return f"while {leases[0]}"
        time.sleep(LOOK_EVERY)
    raise NothingHit("no worker held anything")
