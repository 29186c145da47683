"""Holds an invoice against its order line by line: which quantities of which order lines it bills.

Nothing of what the invoice says is changed by it.
"""

from collections.abc import Sequence
from decimal import Decimal

from p2p.amounts import slack
from p2p.inputs.match import MatchRequest
from p2p.matching.billed import Billed, billed_lines
from p2p.matching.by_total import match_by_total
from p2p.matching.claims import claims
from p2p.matching.matched import Matched, Pair
from p2p.matching.pairing import pair
from p2p.matching.pools import Pool, pools, room
from p2p.matching.sharing import Room, shares, with_quantity
from p2p.rules import Tolerances


def match(request: MatchRequest, rules: Tolerances) -> Matched:
    """The invoice held against its order. An invoice coded by hand has nothing to be held against."""
    if request.order.coded_by_hand:
        return Matched(request=request)
    billed, unclear = billed_lines(request.invoice, request.named_by_person)
    if not billed:
        return match_by_total(request, rules, unclear)
    credit = request.invoice.is_credit
    groups = pools(request.lines)
    partners = pair(billed, groups, rules, credit=credit)
    left = Room(
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


def _pair(billed: Billed, pool: Pool, left: Room, request: MatchRequest, rules: Tolerances) -> Pair:
    if billed.quantity is None:
        billed = with_quantity(billed, pool, left, slack(request.invoice.currency, rules.totals))
    return Pair(billed=billed, pool=pool, shares=shares(billed, pool, left))


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
