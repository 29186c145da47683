"""What a load run measured: seconds from receipt to scheduled payment, digital and scanned. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADER = "| | mails | p50 | p95 | slowest | otherwise than expected |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Measured:
    """One mail: how it was sent, and its seconds; None and the reason where it didn't end in a scheduled payment."""

    kind: str
    seconds: float | None
    trouble: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that `share` (0 to 1) of all values don't exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def report(measured: Iterable[Measured], machine: str) -> str:
    """A Markdown table, a line for each kind and one for all, with the machine below."""
    measured = list(measured)
    kinds = dict.fromkeys(one.kind for one in measured)
    rows = [_row(kind, [one for one in measured if one.kind == kind]) for kind in kinds]
    return "\n".join((HEADER, *rows, _row("all", measured), "", f"Measured on: {machine}."))


def _row(kind: str, measured: Sequence[Measured]) -> str:
    seconds = [one.seconds for one in measured if one.seconds is not None]
    missing = len(measured) - len(seconds)
    if not seconds:
        return f"| {kind} | {len(measured)} | - | - | - | {missing} |"
    figures = (percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds))
    return f"| {kind} | {len(measured)} | {' | '.join(f'{figure:.1f} s' for figure in figures)} | {missing} |"
