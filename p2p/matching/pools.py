"""Order lines that can't be told apart (the same thing at the same price) are one pool: any of them is billed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from p2p.inputs.match import OrderLineRecord


@dataclass(frozen=True, slots=True)
class Pool:
    """One or more order lines for the same thing at the same price, in the order of their numbers."""

    lines: tuple[OrderLineRecord, ...]

    @property
    def price(self) -> Decimal:
        """The price of one unit, as ordered."""
        return self.lines[0].unit_price

    def open(self, *, credit: bool) -> Decimal:
        """How much may be billed: received and not invoiced; or, of a credit, what was invoiced."""
        return sum((room(line, credit=credit) for line in self.lines), Decimal(0))


def room(line: OrderLineRecord, *, credit: bool) -> Decimal:
    """How much of one line may be billed now, or credited."""
    return max(line.invoiced, Decimal(0)) if credit else line.to_bill


def pools(lines: Iterable[OrderLineRecord]) -> tuple[Pool, ...]:
    """The order's lines, grouped."""
    groups: dict[tuple[str, Decimal, str], list[OrderLineRecord]] = {}
    for line in sorted(lines, key=lambda line: line.number):
        name = sku_key(line.sku) or " ".join(line.description.casefold().split()) or f"line {line.number}"
        groups.setdefault((name, line.unit_price, line.unit.casefold()), []).append(line)
    return tuple(Pool(tuple(group)) for group in groups.values())


def sku_key(sku: str) -> str:
    """An article number without case and punctuation."""
    return re.sub(r"[\W_]+", "", sku).casefold()
