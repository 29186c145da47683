"""What an invoice bills of each order line against what was ordered, what arrived and what others billed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from p2p.inputs.match import OrderLineRecord
from p2p.matching.matched import Matched
from p2p.rules import Tolerances


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An order line of which more is billed (or credited) than may be; quantities in its unit."""

    line: OrderLineRecord
    billed: Decimal
    allowed: Decimal


def nothing_arrived(matched: Matched) -> tuple[Shortfall, ...]:
    """The billed order lines of which nothing at all was received. Credits need no receipt."""
    if matched.request.invoice.is_credit:
        return ()
    return tuple(
        Shortfall(line, billed, Decimal(0))
        for line, billed in _billed_lines(matched)
        if billed > 0 and line.received <= 0
    )


def too_many(matched: Matched, rules: Tolerances) -> tuple[Shortfall, ...]:
    """The order lines of which more is billed than was received, or than was ordered in all.

    Of lines without any receipt only the latter is said: for the goods themselves see `nothing_arrived`.
    Of a credit note: more credited than was invoiced.
    """
    if matched.request.invoice.is_credit:
        found = (Shortfall(line, billed, line.invoiced) for line, billed in _billed_lines(matched))
    else:
        found = (Shortfall(line, billed, _allowed(line)) for line, billed in _billed_lines(matched))
    return tuple(short for short in found if short.billed > max(short.allowed, Decimal(0)) + rules.quantity)


def _allowed(line: OrderLineRecord) -> Decimal:
    arrived = line.received if line.received > 0 else line.quantity
    return min(arrived, line.quantity) - line.invoiced


def _billed_lines(matched: Matched) -> Iterator[tuple[OrderLineRecord, Decimal]]:
    billed = matched.billed_now()
    for line in matched.request.lines:
        if line.id in billed:
            yield line, billed[line.id]
