"""An invoice without lines may still bill exactly what is received and not yet invoiced, at order prices."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from p2p.inputs.match import MatchRequest
from p2p.matching.billed import Billed
from p2p.matching.claims import claims
from p2p.matching.matched import Matched, Pair, Share
from p2p.matching.pools import Pool, room
from p2p.rules import Tolerances


def match_by_total(request: MatchRequest, rules: Tolerances, unclear: tuple[int, ...]) -> Matched:
    """The match by total, or why there is none."""
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
