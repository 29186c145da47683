"""What the checks of `match_order` look at."""

from dataclasses import dataclass

from p2p.facts import InvoiceFacts, VendorFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """An order whose number is printed on the document."""

    id: int
    number: str
    vendor_id: int
    vendor_code: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSearch:
    """The invoice, its vendor, and the orders with a number that it prints, whoever's they are.

    `fitting` are numbers of the vendor's orders on which exactly this net amount is received and not yet
    invoiced: a hint for the person, never a match.
    """

    invoice: InvoiceFacts
    vendor: VendorFacts
    printed: tuple[OrderRecord, ...] = ()
    fitting: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
