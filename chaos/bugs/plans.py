"""The histories in which a planted bug is looked for: the same kinds as for the product itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from chaos.sim.faults import Fault, Kind
from chaos.sim.journeys import JOURNEYS
from chaos.sim.outside import WRONG
from chaos.sim.plan import Plan, drawn
from p2p.erp.twin import Mode

MOST_POINTS = 120


def in_peace(*journeys: str) -> Iterable[Plan]:
    """Nothing goes wrong."""
    return [Plan("1", (journey,)) for journey in journeys]


def at_each_point(journey: str, kind: Kind = "crash", amount: int = 0, **more: Any) -> Iterator[Plan]:
    """One fault, at one point after the other."""
    for point in range(1, MOST_POINTS):
        yield Plan("1", (journey,), (Fault(point, kind, amount),), **more)


def zombies(journey: str) -> Iterator[Plan]:
    """A worker freezes for longer than its lease, at one point after the other; messages come twice."""
    repeats = tuple(Fault(number, "repeat") for number in range(1, 6))
    for point in range(1, MOST_POINTS):
        yield Plan("1", (journey,), (Fault(point, "stall", 45), *repeats), "IGNORES_KEYS")


def pairs(journey: str) -> Iterator[Plan]:
    """A first worker freezes for a moment while a second gets the same message."""
    repeats = tuple(Fault(number, "repeat") for number in range(1, 6))
    for point in range(1, MOST_POINTS):
        yield Plan("1", (journey,), (Fault(point, "stall", 5), *repeats), "IGNORES_KEYS")


def bad_calls(journey: str, mode: Mode, **more: Any) -> Iterator[Plan]:
    """One call to the accounts system after the other goes wrong in this way."""
    for call in range(1, 6):
        yield Plan("1", (journey,), (Fault(call, "erp", WRONG.index(mode)),), **more)


def at_random(count: int = 60) -> Iterator[Plan]:
    """Several faults at a time."""
    names = [journey.name for journey in JOURNEYS]
    for seed in range(1, count + 1):
        yield drawn(seed, names)
