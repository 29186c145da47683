"""Workers that are killed or frozen in the middle of a step, held leases and all."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

from chaos.kills.faults.strike import NothingHit, lease_in_use, worker_of
from chaos.kills.processes import below
from chaos.kills.servers import wait_until
from chaos.kills.sight import Lease
from chaos.kills.system import System

TRIES = 20
SETTLED = 0.1  # seconds after which a dead process's last words have reached the database


@contextmanager
def child(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of the pool's process that holds a lease, as when memory runs out."""
    lease = _kill_the_holder(system, random)
    yield f"{lease}, killed"


@contextmanager
def tree(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of a worker and its whole pool, one of which holds a lease."""
    for _ in range(TRIES):
        lease = lease_in_use(system, random)
        number = worker_of(system, lease)
        if number is None:
            continue
        worker = system.workers[number]
        system.held_down.add(worker)
        family = below(worker.process.pid) if worker.process else ()
        worker.kill()
        _kill(*family)
        if _died_holding(system, lease):
            break
        _back(system, number)
    else:
        raise NothingHit("every step was done before its worker died")
    yield f"{worker.role.name} and {len(family)} below it; {lease}"
    _back(system, number)


@contextmanager
def zombie(system: System, random: Random) -> Iterator[str]:
    """A worker that is frozen until its lease is over and somebody else has moved the case, and then goes on."""
    for _ in range(TRIES):
        lease = lease_in_use(system, random)
        number = worker_of(system, lease)
        process = system.workers[number].process if number is not None else None
        if process is None:
            continue
        frozen = (process.pid, *below(process.pid))
        _tell(signal.SIGSTOP, *frozen)
        if _died_holding(system, lease):
            break
        _tell(signal.SIGCONT, *frozen)
    else:
        raise NothingHit("every step was done before its worker was frozen")
    before = time.monotonic()
    try:
        wait_until(lambda: not system.sight.still_held(lease), "a second holder", within=4 * system.lease + 30)
        system.pass_time(2.0)  # and some of its way
    finally:
        _tell(signal.SIGCONT, *frozen)
    yield f"{lease}, frozen for {time.monotonic() - before:.1f} s until it was taken over"


def _kill_the_holder(system: System, random: Random) -> Lease:
    for _ in range(TRIES):
        lease = lease_in_use(system, random)
        _kill(lease.holder)
        if _died_holding(system, lease):
            return lease
    raise NothingHit("every step was done before its process died")


def _died_holding(system: System, lease: Lease) -> bool:
    """Whether the claim still stands when everything that its holder had sent has arrived."""
    time.sleep(SETTLED)
    return system.sight.still_held(lease)


def _back(system: System, number: int) -> None:
    system.held_down.discard(system.workers[number])
    system.workers[number].start()


def _kill(*pids: int) -> None:
    _tell(signal.SIGKILL, *pids)


def _tell(number: signal.Signals, *pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
