"""Beats killed: one, and the other goes on ringing; both, and nothing rings until one is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from chaos.kills.faults.strike import NothingHit, work_in_progress
from chaos.kills.processes import connections
from chaos.kills.system import System


@contextmanager
def one(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of either beat."""
    with _killed(system, random, [random.randrange(len(system.beats))]) as told:
        yield told


@contextmanager
def both(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of both."""
    with _killed(system, random, list(range(len(system.beats)))) as told:
        yield told


@contextmanager
def _killed(system: System, random: Random, numbers: list[int]) -> Iterator[str]:
    held = work_in_progress(system, random)
    beats = [system.beats[number] for number in numbers]
    hit = []
    for beat in beats:
        if beat.process is None or not (sockets := connections(beat.process.pid)):
            raise NothingHit(f"{beat.role.name} was not connected to anything")
        hit.append(f"{beat.role.name}, pid {beat.process.pid}, {sockets} sockets")
        system.held_down.add(beat)
        beat.kill()
    yield f"{'; '.join(hit)}; {held}"
    for beat in beats:
        system.held_down.discard(beat)
        beat.start()
