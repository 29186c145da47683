"""Strikes both of two points that count as one, and compares what followed."""

import re

from chaos.sim import cli
from chaos.sim.faults import Fault
from chaos.sim.plan import Plan
from chaos.sim.run import Players, Result

EVERY = 3  # of the pairs one in so many
CALM = Plan("1", ("clean",), usual="IGNORES_KEYS")


def compared() -> int:
    """How many pairs were struck; prints those of which the two histories went on differently."""
    with cli.place() as stage, stage.pool() as players:
        (calm,) = players.play([CALM])
        second = sorted(set(range(1, calm.reached + 1)) - set(calm.apart))[::EVERY]
        for point in second:
            if _followed(players, point - 1) != _followed(players, point):
                print(f"{point - 1} and {point} are not the same")
        return len(second)


def _followed(players: Players, point: int) -> tuple[object, ...]:
    plan = Plan(CALM.seed, CALM.journeys, (Fault(point, "crash"),), usual=CALM.usual)
    (result,) = players.play([plan])
    return result.recovered, result.breaches, result.kinds, _after_the_crash(result)


def _after_the_crash(result: Result) -> list[str]:
    """The trace from then on, without the numbers of the points: they are one apart."""
    struck = next(at for at, line in enumerate(result.trace) if line.startswith("  crash@"))
    return [re.sub(r"^\d+ ", "", line) for line in result.trace[struck + 1 :]]
