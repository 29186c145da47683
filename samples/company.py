"""The fictional buyer, and the shape of its master data: vendors, purchase orders, goods receipts.

Nothing here is real: names are invented and all domains end in `.example` (RFC 2606).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samples.banking import Bank, gb_vat
from samples.truth import Line, Party

BASE_CURRENCY = "GBP"
TIMEZONE = "Europe/London"
INVOICE_ADDRESS = "invoices@brackenfield.example"

BUYER = Party(
    name="Brackenfield Foods Ltd",
    address=("Unit 4, Dock Gate Road", "Avonmouth", "Bristol", "BS11 7QT"),
    country="GB",
    vat_id=gb_vat("7341852"),
    company_number="09417723",
    email=INVOICE_ADDRESS,
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a vendor sells. `price` is net per `unit`, `rate` the VAT in per cent."""

    sku: str
    description: str
    unit: str
    price: Decimal
    rate: Decimal
    gl_account: str
    cost_centre: str

    def line(self, quantity: int | Decimal, po_line: int, price: Decimal | None = None) -> Line:
        """This item as a billed line; `price` where the vendor bills another than it agreed."""
        billed = self.price if price is None else price
        return Line(self.description, self.sku, Decimal(quantity), self.unit, billed, self.rate, po_line)


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor as the buyer's master data knows it. `terms` is `net N`, `P/D net N` or `eom N`.

    `layout` names the layout of its invoices, `prefix` the shape of its invoice numbers.
    """

    code: str
    party: Party
    domain: str
    terms: str
    bank: Bank
    layout: str
    prefix: str
    items: tuple[Item, ...]
    currency: str = BASE_CURRENCY
    status: str = "active"

    def item(self, sku: str) -> Item:
        return next(item for item in self.items if item.sku == sku)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of a purchase order, numbered from 1, and how much of it has arrived."""

    number: int
    item: Item
    quantity: Decimal
    received: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order. What was received came with one delivery note on `received_on`."""

    number: str
    vendor: Vendor
    ordered_on: date
    received_on: date
    requester: str
    lines: tuple[OrderLine, ...]


def due_date(terms: str, issued: date) -> date:
    """The day on which an invoice falls due: `net N` days from issue, or `eom N` from its month's end.

    Raises ValueError for terms of any other shape.
    """
    days = timedelta(days=int(terms.split()[-1]))
    if terms.startswith("eom "):
        return issued.replace(day=calendar.monthrange(issued.year, issued.month)[1]) + days
    if "net " in terms:
        return issued + days
    raise ValueError(f"Payment terms {terms!r} are none of: net 30, 2/10 net 30, eom 30")
