"""`python -m chaos.kills`: so many faults on a real system; exit code 1 where anything was lost, twice or wrong."""

import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from chaos.kills import mails, report, settings
from chaos.kills.faults import DECK
from chaos.kills.faults.strike import Fault
from chaos.kills.results import Kept, Result
from chaos.kills.rounds import Rounds
from chaos.kills.system import System

TRIES = 2  # for a fault that at first hits nothing in use


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m chaos.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="faults to inflict")
    parser.add_argument("--seed", type=int, default=1, help="what chance decides")
    parser.add_argument("--state", type=Path, help="a file that keeps finished rounds: they are not run again")
    parser.add_argument("--markdown", type=Path, help="a file for the table")
    parser.add_argument("--only", help="faults whose name contains this")
    parser.add_argument("--defaults", action="store_true", help="the product's own lease and tick, not short ones")
    parser.add_argument("--report", action="store_true", help="run nothing: sum up what STATE holds")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # told to stop, it still tidies up
    kept = Kept(asked.state)
    if not asked.report:
        run(asked, kept)
    told = report.table(kept.results)
    say("\n".join(("", *report.summary(kept.results))) if not asked.report else told)
    if asked.markdown:
        asked.markdown.write_text(told + "\n", encoding="utf-8")
    missing = [] if asked.report else [number for number, _ in rounds_of(asked) if not kept.is_done(asked.seed, number)]
    if missing:
        say(f"Not shown: {len(missing)} of {asked.kills} faults failed, or hit nothing that was in use.")
    return int(bool(missing) or any(result.failed for result in kept.results))


def run(asked: Namespace, kept: Kept) -> None:
    """The rounds that are still to be run, on one system; its folder is kept where one of them failed."""
    due = [(number, fault) for number, fault in rounds_of(asked) if not kept.is_done(asked.seed, number)]
    if not due:
        return
    folder = Path(tempfile.mkdtemp(prefix="p2p-chaos-"))
    batches = iter(mails.write(folder / "made", TRIES * len(due), date.today(), asked.seed))  # noqa: DTZ011 -- a date
    system = System(folder, settings.DEFAULTS if asked.defaults else settings.SHORT)
    failed = True
    try:
        system.up(folder / "made" / "masters")
        say(f"{report.HEAD}\n{report.RULE}")
        rounds = Rounds(system, asked.seed)
        for number, fault in due:
            inflict(kept, rounds, number, fault, islice(batches, TRIES))
        failed = any(result.failed for result in kept.results)
    finally:
        system.down()
        if failed:
            say(f"Everything is kept in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def inflict(kept: Kept, rounds: Rounds, number: int, fault: Fault, batches: Iterable[mails.Batch]) -> None:
    """One round, and once more where the fault hit nothing that was in use."""
    for batch in batches:
        result = rounds.run(number, fault, batch)
        done(kept, result)
        if not result.not_run:
            return


def rounds_of(asked: Namespace) -> Iterator[tuple[int, Fault]]:
    """Numbers and faults: the deck from its beginning, shuffled by the seed, again and again."""
    deck = [fault for fault in DECK if not asked.only or asked.only in fault.name]
    for start in range(0, asked.kills, len(deck)):
        part = deck[: asked.kills - start]
        Random(f"{asked.seed}:{start}").shuffle(part)
        yield from enumerate(part, start=start + 1)


def done(kept: Kept, result: Result) -> None:
    kept.add(result)
    say(report.line(result))
    for news in result.restarted:
        say(f"  by itself: {news}")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
