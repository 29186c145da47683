"""Invoice lines made comparable: quantity, price and net amount, whichever two of them are printed."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from p2p.facts import InvoiceFacts, InvoiceLineFacts
from p2p.money import UnknownCurrency, rounded

# As many decimals as the quantity columns hold.
QUANTITY_STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """What one invoice line asks for. `quantity` is None where only an amount is printed.

    `number` is the invoice line's, None where the invoice was matched by its total. `price_printed` is
    False where the price was worked out from a rounded amount, `named_by_person` True where a person entered
    the order line.
    """

    number: int | None
    net: Decimal
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    price_printed: bool = True
    description: str = ""
    sku: str = ""
    po_line: int | None = None
    named_by_person: bool = False


def billed_lines(
    invoice: InvoiceFacts, named_by_person: Collection[int] = ()
) -> tuple[tuple[Billed, ...], tuple[int, ...]]:
    """The lines that ask for money, and the numbers of those that can't be made out.

    A line without any amount is a remark if it has no quantity either; else it can't be made out.
    """
    billed: list[Billed] = []
    unclear: list[int] = []
    for line in invoice.lines:
        found = _billed(line, invoice.currency, named_by_person=line.number in named_by_person)
        if found is not None:
            billed.append(found)
        elif line.quantity is not None or line.unit_price is not None:
            unclear.append(line.number)
    return tuple(billed), tuple(unclear)


def _billed(line: InvoiceLineFacts, currency: str, *, named_by_person: bool) -> Billed | None:
    quantity, price, net = line.quantity, line.unit_price, line.net
    if net is None:
        if quantity is None or price is None:
            return None
        net = _rounded(quantity * price, currency)
    price_printed = price is not None
    if quantity is None and price:
        quantity = (net / price).quantize(QUANTITY_STEP)
    elif price is None and quantity:
        price = net / quantity
    return Billed(
        number=line.number,
        net=net,
        quantity=quantity if price is not None else None,
        unit_price=price if quantity is not None else None,
        price_printed=price_printed,
        description=line.description,
        sku=line.sku,
        po_line=line.po_line,
        named_by_person=named_by_person,
    )


def _rounded(amount: Decimal, currency: str) -> Decimal:
    try:
        return rounded(amount, currency)
    except UnknownCurrency:
        return amount
