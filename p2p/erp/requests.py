"""What is asked of the accounts system. Frozen values with everything in them; wrong ones can't be made.

Amounts are Decimal in the request's currency, in whole minor units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

ZERO = Decimal(0)

KindOfChange = Literal["hold", "release", "cancel"]


class UnbalancedPosting(ValueError):
    """The entries of a posting don't add up: nothing is booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a booking: either a debit or a credit. `vendor_code` stands on the vendor account alone."""

    account: str
    text: str = ""
    cost_centre: str = ""
    vendor_code: str = ""
    debit: Decimal = ZERO
    credit: Decimal = ZERO

    def __post_init__(self) -> None:
        if min(self.debit, self.credit) != 0 or max(self.debit, self.credit) <= 0:
            raise UnbalancedPosting(
                f"an entry needs either a debit or a credit above zero; account {self.account} was given "
                f"debit {self.debit} and credit {self.credit}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRequest:
    """An approved invoice or credit note, with the lines to book. `gross` is positive for both.

    Raises UnbalancedPosting unless debits equal credits.
    """

    kind: Literal["invoice", "credit_note"]
    vendor_code: str
    vendor_name: str
    invoice_number: str
    invoice_date: date
    currency: str
    gross: Decimal
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        balanced_or_refuse(self.entries, f"the posting of {self.invoice_number}")
        if self.gross != self._due_to_vendor():
            raise UnbalancedPosting(
                f"the posting of {self.invoice_number} books {self._due_to_vendor()} {self.currency} on the "
                f"vendor's account where the document says {self.gross}"
            )

    def _due_to_vendor(self) -> Decimal:
        due = sum((entry.credit - entry.debit for entry in self.entries if entry.vendor_code), ZERO)
        return -due if self.kind == "credit_note" else due


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalRequest:
    """The mirror image of one posting, which takes it back whole. `gross` is the posting's.

    Raises UnbalancedPosting unless debits equal credits.
    """

    posting_reference: str
    vendor_code: str
    vendor_name: str
    invoice_number: str
    currency: str
    gross: Decimal
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        balanced_or_refuse(self.entries, f"the reversal of {self.posting_reference}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """An account as the vendor master has it. `name` is the vendor's."""

    name: str
    iban: str = ""
    sort_code: str = ""
    account_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequest:
    """A payment for one posting, on one day, to one account."""

    posting_reference: str
    vendor_code: str
    invoice_number: str
    amount: Decimal
    currency: str
    pay_on: date
    account: BankAccount

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError(f"a payment must be above zero, not {self.amount} {self.currency}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """What is to become of one scheduled payment. `pay_on` is its day, of a release the day from now on."""

    act: KindOfChange
    payment_reference: str
    vendor_code: str
    amount: Decimal
    currency: str
    pay_on: date


def mirrored(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same lines with their sides exchanged."""
    return tuple(replace(entry, debit=entry.credit, credit=entry.debit) for entry in entries)


def balanced_or_refuse(entries: Sequence[Entry], what: str) -> None:
    """Raise UnbalancedPosting unless debits equal credits."""
    debit = sum((entry.debit for entry in entries), ZERO)
    credit = sum((entry.credit for entry in entries), ZERO)
    if debit != credit:
        raise UnbalancedPosting(f"{what} doesn't balance: debit {debit}, credit {credit}")
