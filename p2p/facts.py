"""What the steps tell each other: an invoice, its vendor, its order and its match, as plain frozen values.

Each is the output of one decision step, stored as JSON and read back by `read`. No Django, no I/O.
Amounts and quantities are Decimal; an amount's currency stands beside it; dates are calendar dates.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLineFacts:
    """One line as the document prints it; None where it doesn't say. `number` counts from 1."""

    number: int
    description: str = ""
    sku: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    net: Decimal | None = None
    tax_rate: Decimal | None = None
    po_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFacts:
    """Output of `validate`: the document's content, as read and as people corrected it."""

    document_type: str
    invoice_number: str = ""
    invoice_date: date | None = None
    due_date: date | None = None
    seller_name: str = ""
    seller_vat_id: str = ""
    buyer_name: str = ""
    po_number: str = ""
    currency: str = ""
    net: Decimal | None = None
    tax: Decimal | None = None
    gross: Decimal | None = None
    payable: Decimal | None = None
    iban: str = ""
    sort_code: str = ""
    account_number: str = ""
    lines: tuple[InvoiceLineFacts, ...] = ()

    @property
    def is_credit(self) -> bool:
        """A credit note: money comes back instead of going out. Its amounts are kept positive."""
        return self.document_type == "credit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorFacts:
    """Output of `identify_vendor`: the vendor as the master data has it."""

    id: int
    code: str
    name: str
    vat_id: str
    currency: str
    payment_terms: str
    iban: str
    sort_code: str
    account_number: str
    status: str
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFacts:
    """Output of `check_duplicate`: what makes this invoice itself, unique beyond approval.

    Vendor, kind, currency and normalised number; a case that a person declared not to be a duplicate
    carries its own id as well.
    """

    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Output of `match_order`: the order that the invoice bills, or the coding that a person gave instead."""

    order_id: int | None = None
    po_number: str = ""
    currency: str = ""
    gl_account: str = ""
    cost_centre: str = ""

    @property
    def coded_by_hand(self) -> bool:
        """No order: a person gave GL account and cost centre."""
        return self.order_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedLine:
    """One invoice line held against one order line. Quantities of a credit note are negative.

    `received` and `already_invoiced` are the order line's totals when the match was made.
    """

    invoice_line: int | None
    order_line_id: int
    order_line: int
    description: str
    quantity: Decimal
    unit_price: Decimal
    ordered_quantity: Decimal
    order_price: Decimal
    received: Decimal
    already_invoiced: Decimal
    net: Decimal
    gl_account: str
    cost_centre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """Output of `match_three_way`. No lines where a person coded the invoice without an order."""

    lines: tuple[MatchedLine, ...] = ()
    by_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """Output of `approve`: who let it through and by which rule."""

    by: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFacts:
    """Output of `post`: the accounts system's reference; both "" where there was nothing to book."""

    key: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """Output of `schedule_payment`: what is paid when, or `because` of what nothing is."""

    key: str = ""
    reference: str = ""
    amount: Decimal | None = None
    currency: str = ""
    pay_on: date | None = None
    because: str = ""


def read(kind: type[T], output: Any) -> T:
    """The value that an earlier step stored; msgspec.ValidationError where it doesn't fit."""
    return msgspec.convert(output, kind, strict=False)
