"""Holds an invoice against its order line by line: which quantities of which order lines it bills.

Nothing of what the invoice says is changed by it. Without lines, an invoice may still bill exactly what is
received and not yet invoiced, at order prices: then it is matched by its total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from p2p.amounts import slack, stated_net
from p2p.inputs.match import MatchRequest, OrderLineRecord
from p2p.matching.billed import QUANTITY_STEP, Billed, billed_lines
from p2p.matching.pairing import pair
from p2p.matching.pools import Pool, pools, room
from p2p.rules import Tolerances


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an order line is billed."""

    line: OrderLineRecord
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An invoice line with the order lines that it bills; `billed` has quantity and price."""

    billed: Billed
    pool: Pool
    shares: tuple[Share, ...]

    @property
    def quantity(self) -> Decimal:
        """In the line's unit."""
        return self.billed.quantity or Decimal(0)

    @property
    def over(self) -> Decimal:
        """How much more than at the order's price the line asks for; negative where it asks for less."""
        return self.billed.net - self.quantity * self.pool.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The comparison: pairs, invoice lines that are on no order line, and line numbers that are unclear.

    `incomplete` says in a sentence why the lines aren't the whole invoice, "" if they are.
    """

    request: MatchRequest
    pairs: tuple[Pair, ...] = ()
    extras: tuple[Billed, ...] = ()
    unclear: tuple[int, ...] = ()
    incomplete: str = ""
    by_total: bool = False

    def billed_now(self) -> dict[int, Decimal]:
        """Order line id → quantity that this invoice bills (credits) of it."""
        quantities: dict[int, Decimal] = {}
        for share in (share for each in self.pairs for share in each.shares):
            quantities[share.line.id] = quantities.get(share.line.id, Decimal(0)) + share.quantity
        return quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """What is still unbilled of each order line, by id; counted down while lines are paired."""

    open: dict[int, Decimal]
    to_come: dict[int, Decimal]

    def take(self, line: int, quantity: Decimal) -> None:
        self.open[line] -= quantity
        self.to_come[line] -= quantity


def match(request: MatchRequest, rules: Tolerances) -> Matched:
    """The invoice held against its order. An invoice coded by hand has nothing to be held against."""
    if request.order.coded_by_hand:
        return Matched(request=request)
    billed, unclear = billed_lines(request.invoice, request.named_by_person)
    if not billed:
        return _by_total(request, rules, unclear)
    credit = request.invoice.is_credit
    groups = pools(request.lines)
    partners = pair(billed, groups, rules, credit=credit)
    left = _Room(
        open={line.id: room(line, credit=credit) for line in request.lines},
        to_come={line.id: line.to_come for line in request.lines},
    )
    pairs = tuple(_pair(billed[index], groups[pool], left, request, rules) for index, pool in sorted(partners.items()))
    extras = tuple(line for index, line in enumerate(billed) if index not in partners)
    return Matched(
        request=request,
        pairs=pairs,
        extras=extras,
        unclear=unclear,
        incomplete=_incomplete(request, billed, pairs, rules),
    )


def _pair(billed: Billed, pool: Pool, left: _Room, request: MatchRequest, rules: Tolerances) -> Pair:
    if billed.quantity is None:
        billed = _with_quantity(billed, pool, left, slack(request.invoice.currency, rules.totals))
    return Pair(billed=billed, pool=pool, shares=_shares(billed, pool, left))


def _with_quantity(billed: Billed, pool: Pool, left: _Room, allowed: Decimal) -> Billed:
    """A line that prints an amount only bills as much as that amount buys at the order's price."""
    if not pool.price:
        return replace(billed, quantity=Decimal(1), unit_price=billed.net, price_printed=False)
    rest = sum((left.open[line.id] for line in pool.lines), Decimal(0))
    exact = rest and abs(rest * pool.price - billed.net) <= allowed
    quantity = rest if exact else (billed.net / pool.price).quantize(QUANTITY_STEP)
    return replace(billed, quantity=quantity, unit_price=pool.price, price_printed=False)


def _shares(billed: Billed, pool: Pool, left: _Room) -> tuple[Share, ...]:
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


def _by_total(request: MatchRequest, rules: Tolerances, unclear: tuple[int, ...]) -> Matched:
    for shares in _wholes(request):
        if shares and _adds_up(request, shares, rules):
            pairs = tuple(_whole(share, request.invoice.is_credit) for share in shares)
            return Matched(request=request, pairs=pairs, by_total=True)
    return Matched(
        request=request,
        unclear=unclear,
        incomplete="no lines could be read, and the total isn't what is received and not yet invoiced",
    )


def _wholes(request: MatchRequest) -> Iterator[list[Share]]:
    """What an invoice without lines may bill: all that is received; all that was ordered, goods to come."""
    credit = request.invoice.is_credit
    open_ = [Share(line, room(line, credit=credit)) for line in request.lines]
    yield [share for share in open_ if share.quantity]
    if not credit:
        yield [Share(line, line.to_come) for line in request.lines if line.to_come]


def _whole(share: Share, credit: bool) -> Pair:
    billed = Billed(
        number=None,
        net=_value(share, credit),
        quantity=share.quantity,
        unit_price=_value(share, credit) / share.quantity,
        description=share.line.description,
        sku=share.line.sku,
    )
    return Pair(billed=billed, pool=Pool((share.line,)), shares=(share,))


def _value(share: Share, credit: bool) -> Decimal:
    return share.line.invoiced_value if credit else share.quantity * share.line.unit_price


def _adds_up(request: MatchRequest, shares: Sequence[Share], rules: Tolerances) -> bool:
    credit = request.invoice.is_credit
    nets = [(_value(share, credit), share.line.tax_rate) for share in shares]
    return claims(request, nets, rules)


def claims(request: MatchRequest, nets: Sequence[tuple[Decimal, Decimal]], rules: Tolerances) -> bool:
    """Whether the invoice asks for exactly these (net, VAT rate in percent), within the totals' tolerance."""
    invoice = request.invoice
    allowed = slack(invoice.currency, rules.totals)
    net = stated_net(invoice)
    if net is not None:
        return abs(sum((amount for amount, _ in nets), Decimal(0)) - net) <= allowed
    if invoice.gross is None:
        return False
    gross = sum((amount * (1 + rate / 100) for amount, rate in nets), Decimal(0))
    return abs(gross - invoice.gross) <= allowed


def _incomplete(request: MatchRequest, billed: Sequence[Billed], pairs: Sequence[Pair], rules: Tolerances) -> str:
    """The lines must be the whole invoice: what isn't on a line that was read isn't checked."""
    ordered = {each.billed.number: each.pool.lines[0].tax_rate for each in pairs}
    printed = {line.number: line.tax_rate for line in request.invoice.lines}
    nets = [(line.net, _rate(printed.get(line.number or 0), ordered.get(line.number))) for line in billed]
    untaxed = [(line.net, Decimal(0)) for line in billed]
    if claims(request, nets, rules) or claims(request, untaxed, rules):
        return ""
    return "the lines that could be read aren't the whole of its net amount"


def _rate(printed: Decimal | None, ordered: Decimal | None) -> Decimal:
    return printed if printed is not None else ordered or Decimal(0)
