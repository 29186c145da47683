"""What a fault is: a context that inflicts it, tells what was hit, and heals it at the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random

from chaos.kills.processes import is_below
from chaos.kills.sight import Lease
from chaos.kills.system import System
from p2p.erp.twin import Mode

WITHIN = 30.0  # seconds in which there must be something to hit
PATIENCE = 25.0  # seconds in which it must be what chance wants; mails are fetched every 10, and take a few
LOOK_EVERY = 0.005
STEPS = ("receive", "extract", "post", "schedule_payment", "post", "schedule_payment")  # money above all
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
    for lease in _wanted_leases(system, random, steps):
        if worker_of(system, lease) is not None and system.sight.still_held(lease):
            return lease
    raise NothingHit("no worker held anything")


def _wanted_leases(system: System, random: Random, steps: tuple[str, ...]) -> Iterator[Lease]:
    """What is held, as it is seen: of the wanted step as long as there is patience, then of any."""
    step = random.choice(steps)
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < WITHIN:
        yield from system.sight.leases(step if waited < PATIENCE else "")
        time.sleep(LOOK_EVERY)


def worker_of(system: System, lease: Lease) -> int | None:
    """Which worker's process holds the claim."""
    mains = [child.process.pid if child.process else 0 for child in system.workers]
    return next((number for number, main in enumerate(mains) if main and is_below(lease.holder, main)), None)


def work_in_progress(system: System, random: Random, steps: tuple[str, ...] = STEPS) -> str:
    """Return, once a worker holds something, what that is: of the step that chance wants."""
    lease = next(_wanted_leases(system, random, steps), None)
    if lease is None:
        raise NothingHit("no worker held anything")
    return f"while {lease}"
