"""Choosing net, tax and gross together: the assignment that labels and arithmetic speak for most.

Pure. Every gross that a label allows is tried with every net; the tax must then be printed, or follow from
a plausible rate; carriage, rounding and discounts may stand between. Labels give points, sums that hold
give more; the best assignment's lead over the best one with another gross is its certainty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from p2p.formats.evidence.totals import Labelled

CENT = Decimal("0.02")
NO_TAX = "the document speaks of no tax: net = gross"
ADDS_UP_BY_RATE = "net + the tax of each rate = gross, all printed"
ADDS_UP = "net + tax = gross, all printed"
_ZERO = Decimal(0)
_LINES_SUM = 0.4
_EXTRA_COST = -0.5
_ZERO_POINTS = -1.0
_SUM_OF_PARTS = 0.45
_FIRM = 0.8
_HIGHEST_TAX = Decimal("0.31")  # of the net
_PROVEN_LEAST = 2.0
_MOST_EXTRAS = 4
_MOST_RATES = 4
_MOST_VALUES = 14

_GROSS = {"gross": 1.0, "total": 0.75, "payable": 0.6, "subtotal": 0.1}
_NET = {"net": 1.0, "subtotal": 0.85, "total": 0.3}
_USUAL_RATES = tuple(
    Decimal(rate)
    for rate in ("0", "2.1", "3", "4", "5", "5.5", "6", "7", "8", "9", "9.5", "10", "12", "13", "13.5", "14", "16")
) + tuple(Decimal(rate) for rate in ("17", "18", "19", "20", "21", "22", "23", "24", "25", "27"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the resolver may know: labelled amounts, all amounts of the page, rates, and the lines' sum."""

    labelled: dict[str, dict[Decimal, Labelled]]
    printed: frozenset[Decimal]
    rates: frozenset[Decimal]
    lines_sum: Decimal | None = None
    speaks_of_tax: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """One way to read the totals. `proof` names the sum that holds, if one does."""

    gross: Decimal
    net: Decimal | None
    tax: Decimal | None
    extra: Decimal
    points: float
    proof: str | None


def resolve(facts: Facts) -> tuple[Totals, Totals | None] | None:
    """The best reading of the totals and the best one with another gross; None without any candidate."""
    readings = sorted(_readings(facts), key=lambda totals: -totals.points)
    readings = _largest_first(readings)
    if not readings:
        return None
    best = readings[0]
    rival = next((other for other in readings if other.gross != best.gross), None)
    return best, rival


def _largest_first(readings: list[Totals]) -> list[Totals]:
    """Where several sums hold, parts of the total are among them: the largest gross is the whole."""
    proven = [
        totals for totals in readings if totals.proof in (ADDS_UP, ADDS_UP_BY_RATE) and totals.points > _PROVEN_LEAST
    ]
    if not proven:
        return readings
    whole = max(proven, key=lambda totals: (abs(totals.gross), totals.points))
    return [whole, *(totals for totals in readings if totals is not whole)]


def _readings(facts: Facts) -> Iterator[Totals]:
    nets = _scored(facts, _NET)
    if facts.lines_sum is not None and facts.lines_sum in facts.printed:
        nets.setdefault(facts.lines_sum, _LINES_SUM)
    taxes = _taxes(facts)
    grosses = _sums_of_parts(facts, nets) | _scored(facts, _GROSS)
    for gross, gross_points in grosses.items():
        gross_points += _ZERO_POINTS if not gross else 0.0
        yield Totals(
            gross, None, None, _ZERO, gross_points + _lines_points(facts, gross, 0.0 if any(taxes) else 0.5), None
        )
        for net, net_points in nets.items():
            for extra, extra_points in _extras(facts):
                tax = gross - net - extra
                found = _tax_points(facts, taxes, net, tax, gross)
                if found is not None:
                    points, proof = found
                    points += gross_points + net_points + extra_points + _lines_points(facts, net, 0.6)
                    yield Totals(gross, net, tax, extra, points, proof)


def _sums_of_parts(facts: Facts, nets: dict[Decimal, float]) -> dict[Decimal, float]:
    """Printed amounts that a labelled net and a labelled tax add up to: a total whose label was lost."""
    taxes = [value for value, item in facts.labelled.get("tax", {}).items() if item.strength >= _FIRM and value]
    return {net + tax: _SUM_OF_PARTS for net in nets for tax in taxes if net + tax in facts.printed}


def _scored(facts: Facts, weights: dict[str, float]) -> dict[Decimal, float]:
    found: dict[Decimal, float] = {}
    for meaning, weight in weights.items():
        for value, item in facts.labelled.get(meaning, {}).items():
            found[value] = max(found.get(value, 0.0), weight * item.strength)
    best = sorted(found, key=lambda value: (-found[value], -abs(value)))[:_MOST_VALUES]
    return {value: found[value] for value in best}


def _taxes(facts: Facts) -> dict[Decimal, float]:
    """Labelled taxes, and sums of several (one for each rate)."""
    single = {v: i.strength for v, i in facts.labelled.get("tax", {}).items()}
    best = sorted((v for v in single if single[v] >= _FIRM), key=lambda value: -single[value])[:8]
    found = dict(single)
    for count in range(2, _MOST_RATES + 1):
        for chosen in combinations(best, count):
            total = sum(chosen, _ZERO)
            found.setdefault(total, 0.75 * min(single[value] for value in chosen))
    return found


def _extras(facts: Facts) -> Iterator[tuple[Decimal, float]]:
    """What may stand between net + tax and gross: nothing, or labelled carriage, rounding, discount."""
    yield _ZERO, 0.0
    values = list(facts.labelled.get("extra", {}))[:_MOST_EXTRAS]
    values += [-abs(value) for value in facts.labelled.get("discount", {})][:2]
    values = [value for value in values if value]
    for count in (1, 2):
        for chosen in combinations(values, count):
            yield sum(chosen, _ZERO), _EXTRA_COST * count


def _tax_points(
    facts: Facts, taxes: dict[Decimal, float], net: Decimal, tax: Decimal, gross: Decimal
) -> tuple[float, str | None] | None:
    """Points for the tax that net and gross leave; None where such a tax is out of the question."""
    if tax and ((tax > 0) != (gross > 0) or abs(tax) > _HIGHEST_TAX * abs(net)):
        return None
    near = next((value for value in taxes if abs(value - tax) <= CENT), None)
    rate = _rate(facts, net, tax)
    if near is not None and tax:
        if near not in facts.labelled.get("tax", {}):
            return taxes[near] + 0.5, ADDS_UP_BY_RATE
        return 1.2 * taxes[near] + (1.3 if rate else 0.9), ADDS_UP
    if near is not None and taxes[near] >= max(taxes.values()):
        return 1.0, "the tax is zero: net = gross"
    if not tax:
        return None if facts.speaks_of_tax or any(taxes) else (0.35, NO_TAX)
    if rate and any(abs(value - tax) <= CENT for value in facts.printed):
        return 1.2, f"net + tax = gross at {rate} %"
    if rate and rate in facts.rates:
        return 0.8, f"net and gross differ by the printed {rate} %"
    return None


def _rate(facts: Facts, net: Decimal, tax: Decimal) -> Decimal | None:
    """The printed or usual rate that turns `net` into `tax`, give or take a cent."""
    if not net:
        return None
    for rate in (*facts.rates, *_USUAL_RATES):
        if rate and abs(net * rate / 100 - tax) <= CENT:
            return rate
    return None


def _lines_points(facts: Facts, value: Decimal, weight: float) -> float:
    if facts.lines_sum is None or abs(facts.lines_sum - value) > CENT:
        return 0.0
    return weight
