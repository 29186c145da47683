"""What the questions about goods share: evidence per order line, and the news that answers them."""

from collections.abc import Sequence

from p2p.checks.words import figure, listed
from p2p.matching.goods import Shortfall
from p2p.matching.matched import Matched
from p2p.numbers import order_key


def wakers(matched: Matched) -> tuple[str, ...]:
    """The signals after which the quantities may have changed: a receipt on the order, the order itself."""
    number = matched.request.order.po_number
    return (f"receipt:{number}", f"order:{order_key(number)}")


def line_evidence(short: Shortfall) -> dict[str, str | int | None]:
    """The order line's quantities side by side, as text."""
    line = short.line
    return {
        "order_line": line.number,
        "description": line.description,
        "unit": line.unit,
        "invoiced": figure(short.billed),
        "ordered": figure(line.quantity),
        "received": figure(line.received),
        "already_invoiced": figure(line.invoiced),
        "too_many": figure(short.billed - short.allowed),
    }


def line_words(shorts: Sequence[Shortfall]) -> str:
    """The things, for a sentence; the first three by name."""
    names = [short.line.description or f"order line {short.line.number}" for short in shorts[:3]]
    rest = len(shorts) - len(names)
    return listed([*names, *([f"{rest} more"] if rest else [])])
