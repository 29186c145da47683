"""What an invoice asks for in all."""

from collections.abc import Sequence
from decimal import Decimal

from p2p.amounts import slack, stated_net
from p2p.inputs.match import MatchRequest
from p2p.rules import Tolerances


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
