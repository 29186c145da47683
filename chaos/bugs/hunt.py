"""Plants one bug after the other, on all processors, and tells what caught it."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chaos.bugs.bug import Bug
from chaos.sim import run
from chaos.sim.cli import place
from chaos.sim.plan import Plan


@dataclass(frozen=True, slots=True)
class Caught:
    """After how many histories a bug was caught, by what; `by` is empty where it was not."""

    name: str
    what: str
    histories: int
    by: str
    plan: str


def main(argv: Sequence[str] | None = None) -> int:
    """0 where every bug was caught."""
    parser = ArgumentParser(prog="make chaos-bugs", description="Each planted bug must be caught.")
    parser.add_argument("names", nargs="*", help="of bugs; all unless said otherwise")
    parser.add_argument("--markdown", type=Path, help="write the table there")
    options = parser.parse_args(argv)
    with place() as stage:
        from chaos.bugs.catalogue import BUGS

        known = [bug.name for bug in BUGS]
        if unknown := set(options.names) - set(known):
            parser.error(f"There is no bug {', '.join(sorted(unknown))}. Known: {', '.join(known)}.")
        names = options.names or known
        with stage.pool() as players:
            caught = list(players.pool.map(hunt, names))
    if options.markdown:
        options.markdown.write_text("\n".join((_HEAD, *map(_row, caught))) + "\n")
    return 1 if report(caught) else 0


def report(caught: Sequence[Caught]) -> int:
    """Print what caught each bug; returns how many were not caught."""
    print("\n".join(map(_row, caught)))
    missed = [one.name for one in caught if not one.by]
    print(f"{len(caught) - len(missed)} of {len(caught)} planted bugs were caught.")
    return len(missed)


def hunt(name: str) -> Caught:
    """Plant the bug and play, in this process, until it shows."""
    from contextlib import nullcontext

    from chaos.bugs.catalogue import BUGS

    bug = next(bug for bug in BUGS if bug.name == name)
    histories = 0
    around, inside = (bug.plant, nullcontext) if bug.stays else (nullcontext, bug.plant)
    for plan in _likely_first(bug):
        histories += 1
        with around():
            result = run.play(plan, inside)
        if by := next((breach for breach in result.breaches if bug.shows in breach), ""):
            return Caught(name, bug.what, histories, by, str(plan))
    return Caught(name, bug.what, histories, "", "")


def _likely_first(bug: Bug) -> Iterable[Plan]:
    """All its plans; first those whose fault strikes closest to where it is likely to show."""
    if not bug.near:
        return bug.plans()
    plans = list(bug.plans())
    peace = run.play(replace(plans[0], faults=plans[0].faults[1:]))  # the first fault is the one that moves
    points = [line for line in peace.trace if line[:1].isdecimal()]
    near = [number for number, line in enumerate(points, start=1) if bug.near in line]
    assert near, f"nothing is reached near {bug.near!r}: {bug.name} is looked for in the wrong place"
    return sorted(plans, key=lambda plan: min(abs(plan.faults[0].at - number) for number in near))


_HEAD = "| planted bug | | histories | what caught it |\n|---|---|---|---|"


def _row(caught: Caught) -> str:
    by = caught.by.split("\n")[0][:160] if caught.by else "**not caught**"
    return f"| {caught.name} | {caught.what} | {caught.histories} | {by} |"
