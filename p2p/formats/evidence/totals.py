"""The totals: every labelled amount is a candidate, and what adds up wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit

MEANINGS = ("net", "subtotal", "tax", "gross", "total", "payable", "paid", "extra", "discount", "carried")
_UNDER_DEPTH = 9
_VAGUE = 0.5
_PRINTS_MONEY = 3
_BETWEEN = 0.6  # what each word of prose between label and amount leaves of the strength
_FREE_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount beside (or under) a label, and how firmly the label speaks for it (0–1)."""

    meaning: str
    amount: Amount
    strength: float
    label: str


def labelled_amounts(seen: Evidence) -> list[Labelled]:
    """All amounts that a label of a total may mean."""
    found: list[Labelled] = []
    for hit in seen.meaning(*MEANINGS):
        for amount, strength in _of_label(seen, hit):
            found += [Labelled(meaning, amount, strength, hit.text) for meaning in MEANINGS if meaning in hit.meanings]
    return found


def _of_label(seen: Evidence, hit: Hit) -> Iterator[tuple[Amount, float]]:
    """Right of the label up to the next one, the last amount first; under it in the same column."""
    right = _right(seen, hit)
    whole = _is_whole_row(seen, hit)
    for place, amount in enumerate(reversed(right)):
        strength = (1.0 if whole else 0.85) if place == 0 else 0.45
        yield amount, strength * _BETWEEN ** max(0, _words_between(seen, hit, amount) - _FREE_BETWEEN)
    if not right or len(right) > 1:
        yield from _under(seen, hit)


def _right(seen: Evidence, hit: Hit) -> list[Amount]:
    following = [h.first for h in seen.hits_in[hit.row] if h.first > hit.last and h.meanings & set(MEANINGS)]
    stop = min(following, default=10_000)
    return [
        amount
        for amount in seen.amounts_in[hit.row]
        if hit.last < amount.first and amount.first < stop and _is_total_like(seen, amount)
    ]


def _words_between(seen: Evidence, hit: Hit, amount: Amount) -> int:
    words = seen.rows[hit.row].words[hit.last + 1 : amount.first]
    return sum(1 for word in words if sum(1 for char in word.text if char.isalpha()) >= 3)


def _is_whole_row(seen: Evidence, hit: Hit) -> bool:
    """Totals have a row, or the end of one, to themselves: the label starts its segment."""
    return seen.starts_segment(hit)


def _under(seen: Evidence, hit: Hit) -> Iterator[tuple[Amount, float]]:
    """Amounts in the label's column below it: the first, and the last as a column's sum."""
    row = seen.rows[hit.row]
    column: list[Amount] = []
    previous = row
    for lower in seen.rows[hit.row + 1 : hit.row + 1 + _UNDER_DEPTH]:
        if lower.page != row.page or lower.top - previous.bottom > 2.5 * row.height:
            break
        column += [a for a in seen.amounts_in[lower.index] if _is_total_like(seen, a) and _is_in_column(a, hit)]
        previous = lower
    share = _VAGUE if hit.meanings == {"total"} else 1.0  # "Amount" heads the column of lines as well
    for place, amount in enumerate(column):
        yield amount, share * (0.7 if place == 0 or place == len(column) - 1 else 0.35)


def _is_in_column(amount: Amount, hit: Hit) -> bool:
    reach = 6.0
    x0, x1 = amount.words[0].x0, amount.words[-1].x1
    return x0 <= hit.x1 + reach and x1 >= hit.x0 - reach


def _is_total_like(seen: Evidence, amount: Amount) -> bool:
    """Money; in a document that prints none, whole numbers as well."""
    if amount.is_money:
        return True
    prints_money = sum(1 for other in seen.amounts if other.is_money) >= _PRINTS_MONEY
    return not prints_money and not amount.is_rate and amount.decimals == 0 and abs(amount.value) >= 1


def printed_rates(seen: Evidence) -> frozenset[Decimal]:
    """The tax rates on the page, in per cent: numbers with a per cent sign up to 30."""
    return frozenset(a.value for a in seen.amounts if a.is_rate and 0 < a.value <= 30)


def by_meaning(labelled: list[Labelled]) -> dict[str, dict[Decimal, Labelled]]:
    """For each meaning its values, each with its firmest label."""
    found: dict[str, dict[Decimal, Labelled]] = defaultdict(dict)
    for item in labelled:
        value = item.amount.value
        kept = found[item.meaning].get(value)
        if kept is None or item.strength > kept.strength:
            found[item.meaning][value] = item
    return found
