"""The two modes of the simulation: every single crash point, and random histories until so many have crashed."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain, count, islice
from pathlib import Path

from chaos.sim.plan import Plan, drawn, every_point
from chaos.sim.run import Players, Result
from chaos.sim.shrink import shrunk

ON_LEDGER = ("clean", "credited")  # exhausted with the built-in ledger, besides
AHEAD = 8  # random histories that are under way while the first of them is awaited
SHOWN = 2  # failing histories that are shrunk and printed
MOST_TRIES = 60  # until it is printed as it is
LAST_WORDS = 40  # lines of the trace of a failing history


def all_names() -> tuple[str, ...]:
    """Every journey's."""
    from chaos.sim.journeys import JOURNEYS

    return tuple(journey.name for journey in JOURNEYS)


def in_peace(players: Players, names: Sequence[str]) -> list[Result]:
    """Each journey once, with nothing that goes wrong: that tells how many points it has."""
    # An accounts system that books whatever it is asked hides no call that is made twice.
    plans = [Plan("1", (name,), usual="IGNORES_KEYS") for name in names]
    plans += [Plan("1", (name,), usual="LEDGER") for name in names if name in ON_LEDGER]
    return list(players.play(plans))


def exhausted(players: Players, peaceful: Sequence[Result]) -> Iterator[Result]:
    """These, and one history with a crash at each point that one of them has reached. All begin at once.

    After one thing and before the next a crash leaves the same world (`Result.apart`): there one is enough.
    """
    plans = [plan for result in peaceful for plan in every_point(result.plan, result.apart)]
    return shown(players, chain(peaceful, players.play(plans)))


def at_random(
    players: Players, names: Sequence[str], *, seed: int, crashes: int, state: Path | None = None
) -> Iterator[Result]:
    """History after history, in the order of their seeds, until so many crashes have really happened.

    What an earlier run has kept in `state` counts, and is told again; it was shown then.
    """
    done = _Kept(state)
    return chain(tuple(done.results), shown(players, _until(players, names, seed, crashes, done)))


def _until(players: Players, names: Sequence[str], seed: int, crashes: int, done: "_Kept") -> Iterator[Result]:
    happened = sum(map(_crashes, done.results))
    seeds = count(max([seed, *done.seeds]))
    under_way = deque(players.begin(drawn(next(seeds), names)) for _ in range(AHEAD) if happened < crashes)
    while under_way and happened < crashes:
        result = under_way.popleft().result()
        happened += _crashes(result)
        done.keep(result)
        under_way.append(players.begin(drawn(next(seeds), names)))
        yield result
    for begun in under_way:
        begun.cancel()


def _crashes(result: Result) -> int:
    return result.kinds.get("crash", 0) + result.kinds.get("cut", 0)


class _Kept:
    """What earlier runs have done, a line for each history."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        lines = file.read_text().splitlines() if file and file.exists() else []
        self.results = [_result(json.loads(line)) for line in lines]

    @property
    def seeds(self) -> list[int]:
        return [int(result.plan.seed) + 1 for result in self.results]

    def keep(self, result: Result) -> None:
        if self.file:
            with self.file.open("a") as file:
                file.write(json.dumps(asdict(result) | {"trace": []}, default=str) + "\n")


def _result(kept: dict[str, object]) -> Result:
    plan: dict[str, object] = kept.pop("plan")  # type: ignore[assignment]
    return Result(plan=Plan(str(plan["seed"]), ()), **kept)  # type: ignore[arg-type]


def shown(players: Players, results: Iterable[Result]) -> Iterator[Result]:
    """Pass the results on; show each that failed, with the fewest faults that it takes."""
    failed: list[Result] = []
    for result in results:
        if result.breaches:
            failed.append(result)
        yield result
    for result in islice(failed, SHOWN):
        small = shrunk(result.plan, _fails(players))
        (again,) = players.play([small])
        print(f"\nBROKEN: make chaos-sim {small}")
        print("\n".join((*again.trace[-LAST_WORDS:], *again.breaches)))


def _fails(players: Players) -> Callable[[Plan], bool]:
    """Whether a plan breaks a promise; after so many tries "no", so that shrinking ends."""
    left = count(MOST_TRIES, -1)
    return lambda plan: next(left) > 0 and bool(next(players.play([plan])).breaches)
