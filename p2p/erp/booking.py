"""How an approved invoice is booked: which account is debited and which credited, and by how much.

Pure. Per order line: goods received, not invoiced, at the order's price where goods were received; what the
invoice bills beyond that, or all of it where nothing is ever received (services), on the order line's own
account. VAT as input VAT. The vendor is owed the gross. A credit note is the mirror image.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from p2p.amounts import net_of, slack, stated_net
from p2p.erp.accounts import PLAN, AccountsPlan
from p2p.erp.failures import PostingRefused
from p2p.erp.requests import ZERO, Entry, PostingRequest
from p2p.facts import InvoiceFacts, MatchedLine, MatchFacts, OrderFacts, VendorFacts
from p2p.money import rounded
from p2p.policy import TOTALS


@dataclass(frozen=True, slots=True)
class Side:
    """An amount on an account, as an invoice books it: a debit where positive, a credit where negative."""

    account: str
    amount: Decimal
    text: str
    cost_centre: str = ""
    vendor_code: str = ""


def booking_of(
    invoice: InvoiceFacts,
    vendor: VendorFacts,
    order: OrderFacts,
    match: MatchFacts,
    plan: AccountsPlan = PLAN,
) -> PostingRequest:
    """The posting of an approved invoice or credit note.

    Raises PostingRefused where a figure is missing, or where lines, VAT and gross differ by more than the
    tolerance on totals: nothing is booked on a guess.
    """
    if invoice.gross is None or invoice.invoice_date is None:
        raise PostingRefused(f"invoice {invoice.invoice_number} has no gross amount or no date; it can't be booked")
    gross = rounded(invoice.gross, invoice.currency)
    costs = _rounded(_costs(invoice, order, match, plan, gross), invoice.currency)
    tax = rounded(_tax(invoice, gross, _sum(costs)), invoice.currency)
    difference = _rounding(invoice, gross, _sum(costs) + tax)
    owed = f"{vendor.name} {invoice.invoice_number}"
    sides = (
        *costs,
        Side(plan.vat_input, tax, "VAT"),
        Side(plan.rounding, difference, "rounding"),
        Side(plan.vendors, -gross, owed, vendor_code=vendor.code),
    )
    return PostingRequest(
        kind="credit_note" if invoice.is_credit else "invoice",
        vendor_code=vendor.code,
        vendor_name=vendor.name,
        invoice_number=invoice.invoice_number,
        invoice_date=invoice.invoice_date,
        currency=invoice.currency,
        gross=gross,
        entries=tuple(_entry(side, mirrored=invoice.is_credit) for side in sides if side.amount),
    )


def _costs(
    invoice: InvoiceFacts, order: OrderFacts, match: MatchFacts, plan: AccountsPlan, gross: Decimal
) -> Iterator[Side]:
    """What the money is spent on."""
    if order.coded_by_hand:
        if not order.gl_account or not order.cost_centre:
            raise PostingRefused("an invoice without an order needs a GL account and a cost centre")
        # Where the document states neither net nor VAT, no VAT is reclaimed: all of it is spent.
        net = stated_net(invoice)
        yield Side(order.gl_account, gross if net is None else net, "coded by hand", order.cost_centre)
        return
    if not match.lines:
        raise PostingRefused(f"order {order.po_number} was found, but no line of it is matched")
    for line in match.lines:
        yield from _line_costs(line, invoice, plan)
    if not match.by_total:
        yield from _beyond_the_order(invoice, match, plan)


def _line_costs(line: MatchedLine, invoice: InvoiceFacts, plan: AccountsPlan) -> Iterator[Side]:
    """A received line settles what the receipt has booked; the price difference is the cost centre's."""
    text = f"order line {line.order_line}"
    if line.received <= 0:
        yield Side(line.gl_account, line.net, text, line.cost_centre)
        return
    quantity = -line.quantity if invoice.is_credit else line.quantity
    ordered = rounded(quantity * line.order_price, invoice.currency)
    yield Side(plan.grni, ordered, text)
    yield Side(line.gl_account, line.net - ordered, f"{text}, price difference", line.cost_centre)


def _beyond_the_order(invoice: InvoiceFacts, match: MatchFacts, plan: AccountsPlan) -> Iterator[Side]:
    """Lines that no order line stands for; the match lets them through only when a person has accepted them."""
    matched = {line.invoice_line for line in match.lines}
    for line in invoice.lines:
        if line.number not in matched:
            yield Side(plan.default_expense, net_of(line) or ZERO, f"line {line.number}, not on the order")


def _tax(invoice: InvoiceFacts, gross: Decimal, costs: Decimal) -> Decimal:
    """As stated, or what gross and net leave; where neither is stated, what the lines leave of the gross.

    The match has held the lines and their VAT rates against the gross then.
    """
    if invoice.tax is not None:
        return invoice.tax
    rest = gross - (costs if invoice.net is None else invoice.net)
    return rest if rest > slack(invoice.currency, TOTALS) else ZERO


def _rounding(invoice: InvoiceFacts, gross: Decimal, total: Decimal) -> Decimal:
    limit = slack(invoice.currency, TOTALS)
    if abs(gross - total) > limit:
        raise PostingRefused(
            f"the lines and VAT of invoice {invoice.invoice_number} add up to {total} {invoice.currency}, "
            f"its gross is {gross}; a difference above {limit} is never booked away"
        )
    return gross - total


def _rounded(sides: Iterable[Side], currency: str) -> tuple[Side, ...]:
    return tuple(replace(side, amount=rounded(side.amount, currency)) for side in sides)


def _sum(sides: Iterable[Side]) -> Decimal:
    return sum((side.amount for side in sides), ZERO)


def _entry(side: Side, *, mirrored: bool) -> Entry:
    amount = -side.amount if mirrored else side.amount
    return Entry(
        account=side.account,
        cost_centre=side.cost_centre,
        vendor_code=side.vendor_code,
        text=side.text,
        debit=max(amount, ZERO),
        credit=max(-amount, ZERO),
    )
