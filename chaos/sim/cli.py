"""`make chaos-sim`: every single crash point, random histories, or one history again."""

import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chaos.sim.faults import parse
from chaos.sim.modes import all_names, at_random, exhausted, in_peace
from chaos.sim.plan import NAMES, Plan
from chaos.sim.run import Place, Players, Result, Sum
from embedded.kinds import POSTGRES
from embedded.testing import servers

FOLDER = Path(__file__).resolve().parents[2] / "build" / "chaos"


def main(argv: list[str] | None = None) -> int:
    """0 where every promise was kept, 1 where one was broken."""
    options = _parser().parse_args(argv)
    with place() as stage, stage.pool() as players:
        if options.faults is not None:
            return _one(players, options)
        failed = 0
        if not options.random_only:
            failed += report("every single crash point", exhausted(players, in_peace(players, _names(options))))
        if options.crashes:
            told = {"seed": options.seed, "crashes": options.crashes, "state": options.state}
            failed += report("random histories", at_random(players, _names(options), **told))
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
    known = all_names()
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


def report(what: str, results: Iterable[Result]) -> int:
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
