"""The match as later steps read it."""

from collections.abc import Iterator
from decimal import Decimal

from p2p.facts import MatchedLine, MatchFacts
from p2p.matching.billed import QUANTITY_STEP
from p2p.matching.matched import Matched, Pair, Share
from p2p.money import rounded

# As many decimals as the price columns hold.
PRICE_STEP = Decimal("0.000001")


def match_facts(matched: Matched) -> MatchFacts:
    """One line per order line billed. Quantities of a credit note are negative, its amounts stay positive.

    Invoice lines that are on no order line aren't among them.
    """
    lines = tuple(line for pair in matched.pairs for line in _lines(pair, matched))
    return MatchFacts(lines=lines, by_total=matched.by_total)


def _lines(pair: Pair, matched: Matched) -> Iterator[MatchedLine]:
    """The net amount is spread by quantity; the last share takes what rounding leaves."""
    currency = matched.request.invoice.currency
    rest = rounded(pair.billed.net, currency)
    for position, share in enumerate(pair.shares, start=1):
        last = position == len(pair.shares)
        net = rest if last else rounded(pair.billed.net * share.quantity / pair.quantity, currency)
        rest -= net
        yield _line(pair, share, net, credit=matched.request.invoice.is_credit)


def _line(pair: Pair, share: Share, net: Decimal, *, credit: bool) -> MatchedLine:
    line, billed = share.line, pair.billed
    quantity = share.quantity.quantize(QUANTITY_STEP)
    return MatchedLine(
        invoice_line=billed.number,
        order_line_id=line.id,
        order_line=line.number,
        description=billed.description or line.description,
        quantity=-quantity if credit else quantity,
        unit_price=(billed.unit_price or Decimal(0)).quantize(PRICE_STEP),
        ordered_quantity=line.quantity,
        order_price=line.unit_price,
        received=line.received,
        already_invoiced=line.invoiced,
        net=net,
        gl_account=line.gl_account,
        cost_centre=line.cost_centre,
    )
