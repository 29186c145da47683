"""How an approved invoice is booked: which account is debited and which credited, and by how much.

Pure. Per order line: goods received, not invoiced, at the order's price where goods were received; what the
invoice bills beyond that, or all of it where nothing is ever received (services), on the order line's own
account. VAT as input VAT. The vendor is owed the gross. A credit note is the mirror image.
"""

from collections.abc import Iterator
from decimal import Decimal

from p2p.erp.accounts import PLAN, AccountsPlan
from p2p.erp.failures import PostingRefused
from p2p.erp.requests import ZERO, Entry, PostingRequest
from p2p.facts import InvoiceFacts, MatchedLine, MatchFacts, OrderFacts, VendorFacts
from p2p.money import minor_unit, rounded
from p2p.policy import TOTALS

Side = tuple[str, str, Decimal, str]  # account, cost centre, amount (a debit where positive), text


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
    net, tax = _net_and_tax(invoice, invoice.gross)
    sides = [*_costs(invoice, order, match, plan, net), (plan.vat_input, "", tax, "VAT")]
    sides = [(account, centre, rounded(amount, invoice.currency), text) for account, centre, amount, text in sides]
    gross = rounded(invoice.gross, invoice.currency)
    sides.append((plan.rounding, "", _rounding(sides, gross, invoice), "rounding"))
    entries = [_entry(side, mirrored=invoice.is_credit) for side in sides if side[2]]
    owed = (plan.vendors, "", -gross, f"{vendor.name} {invoice.invoice_number}")
    if gross:
        entries.append(_entry(owed, mirrored=invoice.is_credit, vendor_code=vendor.code))
    return PostingRequest(
        kind="credit_note" if invoice.is_credit else "invoice",
        vendor_code=vendor.code,
        vendor_name=vendor.name,
        invoice_number=invoice.invoice_number,
        invoice_date=invoice.invoice_date,
        currency=invoice.currency,
        gross=gross,
        entries=tuple(entries),
    )


def _net_and_tax(invoice: InvoiceFacts, gross: Decimal) -> tuple[Decimal, Decimal]:
    """What the document doesn't say follows from the rest. Where it says neither, no VAT is reclaimed."""
    if invoice.net is None and invoice.tax is None:
        return gross, ZERO
    if invoice.net is None:
        return gross - (invoice.tax or ZERO), invoice.tax or ZERO
    return invoice.net, gross - invoice.net if invoice.tax is None else invoice.tax


def _costs(
    invoice: InvoiceFacts, order: OrderFacts, match: MatchFacts, plan: AccountsPlan, net: Decimal
) -> Iterator[Side]:
    """What the money is spent on: debits by account and cost centre."""
    if order.coded_by_hand:
        if not order.gl_account or not order.cost_centre:
            raise PostingRefused("an invoice without an order needs a GL account and a cost centre")
        yield order.gl_account, order.cost_centre, net, "coded by hand"
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
    direction = -1 if invoice.is_credit else 1
    billed = abs(line.net).copy_sign(line.quantity * line.unit_price * direction)
    received = rounded(line.quantity * line.order_price * direction, invoice.currency) if line.received > 0 else ZERO
    yield plan.grni, "", received, text
    yield line.gl_account, line.cost_centre, billed - received, f"{text}, price difference" if received else text


def _beyond_the_order(invoice: InvoiceFacts, match: MatchFacts, plan: AccountsPlan) -> Iterator[Side]:
    """Lines that no order line stands for; the match lets them through only when a person has accepted them."""
    matched = {line.invoice_line for line in match.lines}
    for line in invoice.lines:
        if line.number not in matched and line.net:
            yield plan.default_expense, "", line.net, f"line {line.number}, not on the order"


def _rounding(sides: list[Side], gross: Decimal, invoice: InvoiceFacts) -> Decimal:
    difference = gross - sum((amount for _, _, amount, _ in sides), ZERO)
    limit = TOTALS * minor_unit(invoice.currency)
    if abs(difference) > limit:
        raise PostingRefused(
            f"the lines and VAT of invoice {invoice.invoice_number} add up to {gross - difference} "
            f"{invoice.currency}, its gross is {gross}; a difference above {limit} is never booked away"
        )
    return difference


def _entry(side: Side, *, mirrored: bool, vendor_code: str = "") -> Entry:
    account, cost_centre, amount, text = side
    amount = -amount if mirrored else amount
    debit, credit = max(amount, ZERO), max(-amount, ZERO)
    return Entry(
        account=account, cost_centre=cost_centre, vendor_code=vendor_code, text=text, debit=debit, credit=credit
    )
