"""Which order line an invoice line bills. Never by position alone, and never by price alone.

An invoice line is paired with the order line that a person entered, else with what it names: the article
number, or a description alike enough, or a like one (or the named order line) with the order's own price
beside it. Pairs are made best first; a pool that the lines before have billed up is less attractive. Several
invoice lines may bill one pool (partial deliveries); what fits nothing stays unpaired, and a person is asked.
"""

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz, utils

from p2p.matching.billed import Billed
from p2p.matching.pools import Pool, sku_key
from p2p.rules import Tolerances

_DIGIT_WORD = re.compile(r"[^\W_]*\d[^\W_]*")
# An article number found inside a description must be long enough not to be there by chance.
_SHORTEST_SKU = 4
# How much each sign weighs against the likeness of descriptions (0 to 100).
_SKU, _OTHER_SKU, _NAMED, _PRICE, _ROOM = 100.0, -25.0, 30.0, 20.0, 15.0
_BY_PERSON = 1000.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a pair."""

    same_sku: bool
    other_sku: bool
    named: bool
    named_by_person: bool
    same_price: bool
    likeness: float

    @property
    def score(self) -> float:
        """For choosing between pairs that are all acceptable."""
        return (
            self.likeness
            + _SKU * self.same_sku
            + _OTHER_SKU * self.other_sku
            + (_BY_PERSON if self.named_by_person else _NAMED) * self.named
            + _PRICE * self.same_price
        )

    def acceptable(self, rules: Tolerances) -> bool:
        """Whether it may be said that the line bills the pool."""
        like = self.likeness >= rules.like_item
        return (
            self.same_sku
            or (self.named and self.named_by_person)
            or self.likeness >= rules.same_item
            or (like and (self.same_price or self.named))
            or (self.named and self.same_price)
        )


def pair(billed: Sequence[Billed], pools: Sequence[Pool], rules: Tolerances, *, credit: bool) -> dict[int, int]:
    """Index of the billed line → index of the pool. Lines that fit nothing are left out."""
    open_ = [pool.open(credit=credit) for pool in pools]
    heap = [
        (-(signs.score + _ROOM), line, pool)
        for line in range(len(billed))
        for pool in range(len(pools))
        if (signs := signs_of(billed[line], pools[pool], rules)).acceptable(rules)
    ]
    heapq.heapify(heap)
    paired: dict[int, int] = {}
    crowded: set[tuple[int, int]] = set()
    while heap:
        score, line, pool = heapq.heappop(heap)
        wanted = _wanted(billed[line], pools[pool])
        if line in paired:
            continue
        if wanted > open_[pool] and (line, pool) not in crowded:
            crowded.add((line, pool))
            heapq.heappush(heap, (score + _ROOM, line, pool))
            continue
        paired[line] = pool
        open_[pool] -= wanted
    return paired


def _wanted(line: Billed, pool: Pool) -> Decimal:
    if line.quantity is not None:
        return line.quantity
    return line.net / pool.price if pool.price else Decimal(0)


def signs_of(line: Billed, pool: Pool, rules: Tolerances) -> Signs:
    """How the line and the pool's first member compare; an order line that is named may be any member."""
    first = pool.lines[0]
    printed, known = sku_key(line.sku), sku_key(first.sku)
    same = bool(known) and (printed == known or _inside(known, line.description))
    return Signs(
        same_sku=same,
        other_sku=bool(printed and known) and not same,
        named=line.po_line is not None and line.po_line in {member.number for member in pool.lines},
        named_by_person=line.named_by_person,
        same_price=_same_price(line, pool.price, rules),
        likeness=likeness(line.description, first.description),
    )


def likeness(printed: str, ordered: str) -> float:
    """How alike two descriptions are, 0 to 100. Further words hurt little; other figures hurt: A4 isn't A3."""
    one, other = utils.default_process(printed), utils.default_process(ordered)
    if not one or not other:
        return 0.0
    alike = max(fuzz.token_sort_ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))
    figures, others = set(_DIGIT_WORD.findall(one)), set(_DIGIT_WORD.findall(other))
    return alike * 0.8 if figures - others and others - figures else alike


def _inside(sku: str, description: str) -> bool:
    words = {sku_key(word) for word in description.split()}
    return len(sku) >= _SHORTEST_SKU and sku in words


def _same_price(line: Billed, price: Decimal, rules: Tolerances) -> bool:
    if line.unit_price is None:
        return False
    return abs(line.unit_price - price) <= abs(price) * rules.price_percent / 100
