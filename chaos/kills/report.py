"""The table of a run, and what may be concluded from it. Pure."""

import math
from collections.abc import Sequence

from chaos.kills.results import Result

HEAD = "| # | fault | the ERP | hit | mails | lost | twice | wrong | asked | recovered after |"
RULE = "|---|---|---|---|---|---|---|---|---|---|"


def line(result: Result) -> str:
    """One row of the table."""
    start = f"| {result.number} | {result.fault} | {result.erp} |"
    if result.not_run:
        return f"{start} **not run**: {result.not_run} | - | - | - | - | - | - |"
    recovery = f"{result.recovery:.1f} s" if result.recovery is not None else f"**never**: {result.stuck}"
    counts = (result.mails, len(result.lost), len(result.twice), len(result.wrong), result.asked)
    return f"{start} {result.hit} | {' | '.join(map(str, counts))} | {recovery} |"


def table(results: Sequence[Result]) -> str:
    """Everything, with the totals below."""
    return "\n".join((HEAD, RULE, *map(line, results), "", *summary(results)))


def summary(results: Sequence[Result]) -> list[str]:
    """Totals, the bound, the recovery times, and what deviated."""
    run = [result for result in results if not result.not_run]
    seconds = sorted(result.recovery for result in run if result.recovery is not None)
    lost, twice, wrong = (sum(len(getattr(r, name)) for r in results) for name in ("lost", "twice", "wrong"))
    mails, not_run = sum(result.mails for result in run), len(results) - len(run)
    said = [f"{len(run)} faults, {not_run} not run, {mails} mails: {lost} lost, {twice} twice, {wrong} wrong."]
    if run and not any(result.failed for result in results):
        said.append(f"95 % bound on the share of faults that lose or double anything: {bound(len(run)):.1%} (3/n).")
    if seconds:
        said.append(
            f"Recovery: median {_at(seconds, 0.5):.1f} s, p99 {_at(seconds, 0.99):.1f} s, slowest {seconds[-1]:.1f} s."
        )
    return [
        *said,
        *(f"Round {result.number}, {result.fault}: {what}" for result in results for what in _troubles(result)),
    ]


def bound(faults: int) -> float:
    """The rule of three: after n trials without a failure, the 95 % upper bound of its probability."""
    return min(1.0, 3 / faults)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _troubles(result: Result) -> tuple[str, ...]:
    slow = f"it took {result.recovery:.0f} s until everything rested" if result.slow else ""
    more = tuple(text for text in (result.breaches, result.stuck, slow) if text)
    return (*result.lost, *result.twice, *result.wrong, *more)
