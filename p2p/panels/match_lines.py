"""Line by line: what is invoiced beside what was ordered, has arrived and was invoiced before. Pure.

It is the comparison that the step made, made again from the facts that it looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from p2p.checks.words import figure, percent_words, quantity_words
from p2p.inputs.match import MatchRequest
from p2p.matching.billed import Billed
from p2p.matching.goods import Shortfall, nothing_arrived, too_many
from p2p.matching.matched import Matched, Pair
from p2p.matching.overcharge import line_limit, overcharges
from p2p.matching.three_way import match
from p2p.money import show
from p2p.rules import Tolerances

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as people compare it; "" where there is nothing. `beyond` names what is over its tolerance."""

    number: str
    description: str
    billed: str
    unit: str = ""
    billed_price: str = ""
    net: str = ""
    order_line: str = ""
    ordered: str = ""
    order_price: str = ""
    received: str = ""
    invoiced: str = ""
    price_over: str = ""
    price_percent: str = ""
    quantity_over: str = ""
    beyond: frozenset[str] = frozenset()

    @property
    def differs(self) -> bool:
        """Anything on the line is otherwise than ordered and received."""
        return bool(self.price_over or self.quantity_over or self.beyond)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The whole comparison, with the tolerances that applied; `remarks` say what else is to be known of it."""

    order: str
    lines: tuple[Line, ...]
    tolerance: str
    remarks: tuple[str, ...] = ()


def lines_of(request: MatchRequest, rules: Tolerances) -> Lines:
    """The invoice's lines as they were held against the order."""
    matched = match(request, rules)
    dear = {over.line for over in overcharges(matched, rules)}
    short = {each.line.id: each for each in (*too_many(matched, rules), *nothing_arrived(matched))}
    limit = show(line_limit(matched, rules), request.invoice.currency)
    return Lines(
        order=request.order.po_number,
        lines=(
            *(_paired(pair, request.invoice.currency, pair.billed.number in dear, short) for pair in matched.pairs),
            *(_extra(billed, request.invoice.currency, billed.number in dear) for billed in matched.extras),
        ),
        tolerance=f"{figure(rules.price_percent)} % on a price, {limit} on a line",
        remarks=tuple(_remarks(matched)),
    )


def _paired(pair: Pair, currency: str, dear: bool, short: dict[int, Shortfall]) -> Line:
    billed, price, of = pair.billed, pair.pool.price, [share.line for share in pair.shares]
    apart = (billed.unit_price or _ZERO) - price
    too_much = sum((short[line.id].billed - short[line.id].allowed for line in of if line.id in short), _ZERO)
    return Line(
        number=_number(billed),
        description=billed.description or of[0].description,
        unit=of[0].unit,
        billed=quantity_words(pair.quantity),
        billed_price=show(billed.unit_price or _ZERO, currency),
        net=show(billed.net, currency),
        order_line=", ".join(str(line.number) for line in of),
        ordered=quantity_words(sum((line.quantity for line in of), _ZERO)),
        order_price=show(price, currency),
        received=quantity_words(sum((line.received for line in of), _ZERO)),
        invoiced=quantity_words(sum((line.invoiced for line in of), _ZERO)),
        price_over=_signed(show(abs(apart), currency), apart),
        price_percent=_signed(f"{percent_words(abs(apart) / price * 100)} %", apart) if price else "",
        quantity_over=_signed(quantity_words(too_much), too_much),
        beyond=frozenset((*(["price"] if dear else []), *(["quantity"] if too_much else []))),
    )


def _extra(billed: Billed, currency: str, dear: bool) -> Line:
    return Line(
        number=_number(billed),
        description=billed.description,
        billed="" if billed.quantity is None else quantity_words(billed.quantity),
        billed_price="" if billed.unit_price is None else show(billed.unit_price, currency),
        net=show(billed.net, currency),
        beyond=frozenset({"extra"}) if dear else frozenset(),
    )


def _remarks(matched: Matched) -> Iterator[str]:
    if matched.by_total:
        yield "The document has no lines: its total is what is received and not yet invoiced."
    if matched.incomplete:
        yield f"{matched.incomplete[:1].upper()}{matched.incomplete[1:]}."
    if matched.unclear:
        yield f"Not made out: line {', '.join(map(str, matched.unclear))}."


def _number(billed: Billed) -> str:
    return "" if billed.number is None else str(billed.number)


def _signed(text: str, value: Decimal) -> str:
    return f"{'+' if value > 0 else '−'}{text}" if value else ""
