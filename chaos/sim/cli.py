"""`make chaos-sim`: every single crash point, random histories, or one history again."""

import json
import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path

from chaos.sim.faults import parse
from chaos.sim.plan import NAMES, Plan, drawn, every_point
from chaos.sim.run import Place, Players, Result, Sum
from chaos.sim.shrink import shrunk
from embedded.kinds import POSTGRES
from embedded.testing import servers

FOLDER = Path(__file__).resolve().parents[2] / "build" / "chaos"
ON_LEDGER = ("clean", "credited")  # exhausted with the built-in ledger, besides
SHOWN = 2  # failing histories that are shrunk and printed
MOST_TRIES = 60  # until it is printed as it is
LAST_WORDS = 40  # lines of the trace of a failing history


def main(argv: list[str] | None = None) -> int:
    """0 where every promise was kept, 1 where one was broken."""
    options = _parser().parse_args(argv)
    with place() as stage, stage.pool() as players:
        if options.faults is not None:
            return _one(players, options)
        failed = 0
        if not options.random_only:
            failed += _report("every single crash point", _exhaust(players, options))
        if options.crashes:
            failed += _report("random histories", _random(players, options))
        return 1 if failed else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="make chaos-sim", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the first random history; the next has the next")
    parser.add_argument("--crashes", type=int, default=3000, metavar="N", help="random ones in all; 0: none")
    parser.add_argument("--random-only", action="store_true", help="not every single crash point before")
    parser.add_argument("--journeys", default="", help="of one history, or of the exhaustive mode: names with commas")
    parser.add_argument("--faults", help="play just this history: crash@17 stall@30:45")
    parser.add_argument("--keys", choices=tuple(NAMES.values()), default="honoured", help="how keys are taken")
    parser.add_argument("--blind", action="store_true", help="the accounts system can't be asked by key")
    parser.add_argument("--state", type=Path, help="keep what was done here, and go on from there")
    return parser


@contextmanager
def place() -> Iterator[Place]:
    """A server of its own with the template, in memory speed; gone afterwards."""
    from chaos.sim.setting import ready

    with servers([POSTGRES]) as addresses:
        os.environ.update(addresses)
        ready()
        from chaos.sim.stage import build

        build(FOLDER)
        yield Place(FOLDER)


def _names(options: Namespace) -> tuple[str, ...]:
    from chaos.sim.journeys import JOURNEYS

    known = tuple(journey.name for journey in JOURNEYS)
    chosen = tuple(name for name in options.journeys.split(",") if name)
    if unknown := set(chosen) - set(known):
        raise SystemExit(f"There is no journey {', '.join(sorted(unknown))}. Known: {', '.join(known)}.")
    return chosen or known


def _one(players: Players, options: Namespace) -> int:
    plan = Plan(
        str(options.seed),
        _names(options),
        parse(options.faults),
        next(usual for usual, name in NAMES.items() if name == options.keys),
        options.blind,
    )
    (result,) = players.play([plan])
    print("\n".join(result.trace))
    print("\n".join(result.breaches) or "Every promise was kept.")
    return 1 if result.breaches else 0


def _exhaust(players: Players, options: Namespace) -> Iterator[Result]:
    """Each journey once in peace, then with a crash at each point that it has reached."""
    names = _names(options)
    # An accounts system that books whatever it is asked hides no call that is made twice.
    peaceful = [Plan("1", (name,), usual="IGNORES_KEYS") for name in names]
    peaceful += [Plan("1", (name,), usual="LEDGER") for name in names if name in ON_LEDGER]
    for result in list(_shown(players, players.play(peaceful))):
        yield result
        yield from _shown(players, players.play(every_point(result.plan, result.reached)))


def _random(players: Players, options: Namespace) -> Iterator[Result]:
    """History after history until so many crashes have really happened."""
    done = _Kept(options.state)
    yield from done.results
    crashes, seed = done.crashes, max([options.seed, *(done.seeds)])
    while crashes < options.crashes:
        plans = [drawn(seed + number, _names(options)) for number in range(32)]
        for result in _shown(players, players.play(plans)):
            crashes += result.kinds.get("crash", 0) + result.kinds.get("cut", 0)
            done.keep(result)
            yield result
        seed += len(plans)


class _Kept:
    """What earlier runs have done, a line for each history."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.results: list[Result] = []
        if file and file.exists():
            for line in file.read_text().splitlines():
                self.results.append(_result(json.loads(line)))

    @property
    def crashes(self) -> int:
        return sum(result.kinds.get("crash", 0) + result.kinds.get("cut", 0) for result in self.results)

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


def _shown(players: Players, results: Iterator[Result]) -> Iterator[Result]:
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


def _report(what: str, results: Iterator[Result]) -> int:
    """Print the sum of the results; returns how many histories failed."""
    started = time.monotonic()
    done = Sum()
    for result in results:
        done.add(result)
    struck = ", ".join(f"{count} {kind}" for kind, count in done.kinds.most_common())
    print(f"\n{what}: {done.histories} histories, {done.crashes} crashes at {len(done.where)} different points")
    print(f"  struck: {struck}")
    if done.recovered:
        ordered = sorted(done.recovered)
        at = ordered[int(len(ordered) * 0.99)]
        print(f"  a case moved again after at most {ordered[-1]:.0f} s, p99 {at:.0f} s (virtual)")
    if done.crashes and not done.failed:
        print(f"  0 lost, 0 twice: with 95 % confidence under {3 / done.crashes:.2%} for each crash (3/n)")
    print(f"  broken: {len(done.failed)}; took {time.monotonic() - started:.0f} s")
    return len(done.failed)
