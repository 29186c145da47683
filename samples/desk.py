"""Where orders are placed and invoices made from them, one number after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from samples.company import BUYER, Order, OrderLine, Vendor, due_date
from samples.documents import Document
from samples.mail import Letter, message
from samples.manifest import Expected, State
from samples.masters import Masters
from samples.truth import Invoice

REQUESTERS = ("rosa.whitlock", "dev.parmar", "ewan.strachan", "imogen.hale")
ORDERED_BEFORE, RECEIVED_BEFORE = timedelta(days=24), timedelta(days=7)
BEFORE_FIRST_BILL = 100_000  # an order's number less this is its invoice's
FIRST_MAIL = time(8, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Want:
    """So much of an item, at the vendor's price or an agreed one. `received`: all unless said otherwise."""

    sku: str
    quantity: int
    price: Decimal | None = None
    received: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished mail and what it must come to; `invoices` are kept for mails that refer back to them."""

    title: str
    mail: bytes
    cases: tuple[Expected, ...] = ()
    after: tuple[str, ...] = ()
    duplicate_of: str | None = None
    invoices: tuple[Invoice, ...] = ()


class Desk:
    """Numbers, dates and chance for a set of samples.

    `masters` takes what the company knows today, `later` (if given) what it learns afterwards: the newcomer's
    order, the goods that arrive late. An order and its invoice share a serial number, the first is `first` + 1.
    """

    def __init__(self, today: date, random: Random, masters: Masters, first: int, later: Masters | None = None) -> None:
        self.today = today
        self.random = random
        self.masters = masters
        self.later = later
        self.serial = first
        self.mails = 0

    def order(self, vendor: Vendor, wants: Sequence[Want], *, known: bool = True) -> Order:
        """Place an order and book what has arrived; with `known=False` the company learns of it later."""
        self.serial += 1
        lines = tuple(_order_line(vendor, number, want) for number, want in enumerate(wants, start=1))
        requester = f"{REQUESTERS[self.serial % len(REQUESTERS)]}@{BUYER.email.partition('@')[2]}"
        order = Order(
            number=f"PO-{self.serial}",
            vendor=vendor,
            ordered_on=self.today - ORDERED_BEFORE,
            received_on=self.today - RECEIVED_BEFORE,
            requester=requester,
            lines=lines,
        )
        if known:
            self.masters.add(order)
            self._complete_later(order)
        elif self.later:
            self.later.add(order)
        return order

    def _complete_later(self, order: Order) -> None:
        if self.later:
            self.later.add_missing(order, self.today)

    def bill(self, order: Order) -> Invoice:
        """The clean invoice of everything ordered: right prices, right account, a few days old."""
        vendor = order.vendor
        issued = self.today - timedelta(days=2 + self.serial % 4)
        return Invoice(
            document_type="invoice",
            number=vendor.prefix.format(self.serial - BEFORE_FIRST_BILL),
            issued=issued,
            due=due_date(vendor.terms, issued),
            seller=vendor.party,
            buyer=BUYER,
            po_number=order.number,
            currency=vendor.currency,
            lines=tuple(line.item.line(line.quantity, line.number) for line in order.lines),
            terms=vendor.terms,
            bank=vendor.bank,
        )

    def letter(self, vendor: Vendor, documents: Sequence[Document], *more: str) -> Letter:
        """The usual covering mail. `more` are further paragraphs."""
        party = vendor.party
        numbers = " and ".join(dict.fromkeys(document.invoice.number for document in documents))
        word = "credit note" if documents and documents[0].invoice.is_credit else "invoice"
        opening = f"Please find attached our {word} {numbers}."
        return Letter(
            sender=(party.name, party.email),
            to=(f"{BUYER.name} accounts", BUYER.email),
            subject=f"{word.capitalize()} {numbers} from {party.name}",
            paragraphs=("Good morning,", opening, *more, "Kind regards,", party.name),
            sent=self.clock(),
            files=tuple(document.file for document in documents),
        )

    def clock(self) -> datetime:
        """The time of the next mail: a minute after the last one, from five past eight (UTC) today."""
        self.mails += 1
        return datetime.combine(self.today, FIRST_MAIL) + timedelta(minutes=self.mails % 600)

    def token(self) -> str:
        """A name for the next message that no other one has."""
        return f"{self.serial}.{self.random.getrandbits(64):016x}"

    def send(self, letter: Letter) -> bytes:
        return message(letter, self.token())


def _order_line(vendor: Vendor, number: int, want: Want) -> OrderLine:
    item = vendor.item(want.sku)
    if want.price is not None:
        item = replace(item, price=want.price)
    quantity = Decimal(want.quantity)
    received = quantity if want.received is None else Decimal(want.received)
    return OrderLine(number, item, quantity, received)


def expected(
    vendor: Vendor | None, document: Document, state: State = "completed", reason: str | None = None
) -> Expected:
    """What a case of this document must come to."""
    return Expected(
        document=document.file.name,
        vendor=vendor.code if vendor else None,
        gross=document.invoice.gross,
        currency=document.invoice.currency,
        state=state,
        reason=reason,
        truth=document.truth,
    )
