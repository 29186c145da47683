"""How the quantity of an invoice line is spread over order lines that can't be told apart."""

from dataclasses import dataclass, replace
from decimal import Decimal

from p2p.matching.billed import QUANTITY_STEP, Billed
from p2p.matching.matched import Share
from p2p.matching.pools import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is still unbilled of each order line, by id; counted down while lines are paired."""

    open: dict[int, Decimal]
    to_come: dict[int, Decimal]

    def take(self, line: int, quantity: Decimal) -> None:
        """So much of the line is billed."""
        self.open[line] -= quantity
        self.to_come[line] -= quantity


def with_quantity(billed: Billed, pool: Pool, left: Room, allowed: Decimal) -> Billed:
    """A line that prints an amount only bills as much as that amount buys at the order's price."""
    if not pool.price:
        return replace(billed, quantity=Decimal(1), unit_price=billed.net, price_printed=False)
    rest = sum((left.open[line.id] for line in pool.lines), Decimal(0))
    exact = rest and abs(rest * pool.price - billed.net) <= allowed
    quantity = rest if exact else (billed.net / pool.price).quantize(QUANTITY_STEP)
    return replace(billed, quantity=quantity, unit_price=pool.price, price_printed=False)


def shares(billed: Billed, pool: Pool, left: Room) -> tuple[Share, ...]:
    """Spread the quantity over the pool: what is open, then what was ordered, the rest on the first line."""
    rest = billed.quantity or Decimal(0)
    lines = sorted(pool.lines, key=lambda line: (line.number != billed.po_line, line.number))
    taken = dict.fromkeys((line.id for line in lines), Decimal(0))
    for rooms in (left.open, left.to_come):
        for line in lines:
            part = _part(rest, rooms[line.id] - taken[line.id])
            taken[line.id] += part
            rest -= part
    taken[lines[0].id] += rest
    for line in lines:
        left.take(line.id, taken[line.id])
    used = tuple(Share(line, taken[line.id]) for line in lines if taken[line.id])
    return used or (Share(lines[0], Decimal(0)),)


def _part(wanted: Decimal, room_left: Decimal) -> Decimal:
    return max(min(wanted, room_left), Decimal(0))
