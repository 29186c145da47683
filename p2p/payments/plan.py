"""Which payment a posted invoice leads to. Pure.

The amount is the posting's gross: it is what the ledger owes the vendor, and net, VAT, lines and the amount
payable were checked against it; paying anything else would leave a balance that nobody decided on. The
account is the vendor master's as it is now, never the invoice's.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from p2p.accounts import Account, account
from p2p.facts import InvoiceFacts
from p2p.money import rounded
from p2p.payments.calendar import pay_on
from p2p.payments.terms import TermsNotUnderstood, due_date

# Sort code and account number lead to an account in the United Kingdom, which takes pounds.
DOMESTIC_CURRENCY = "GBP"


class NotPayable(Exception):
    """The vendor master has no way to pay this vendor at the moment; says what to change there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """A vendor as the master data has it at this moment."""

    code: str
    name: str
    status: str
    terms: str
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is paid, on which day, to which account."""

    amount: Decimal
    currency: str
    pay_on: date
    account: Account


def plan(invoice: InvoiceFacts, payee: Payee, today: date) -> Planned:
    """The payment of a posted invoice by the vendor's terms, to the vendor's account.

    Raises NotPayable where the vendor is blocked, or has no usable account or terms.
    """
    if invoice.gross is None or invoice.invoice_date is None:
        raise NotPayable(f"Invoice {invoice.invoice_number} has no gross amount or no date to pay by.")
    if payee.status != "active":
        raise NotPayable(
            f"Vendor {payee.code} {payee.name} has been {payee.status} since the invoice was approved. "
            "Set the vendor to active in the master data to pay it."
        )
    return Planned(
        amount=rounded(invoice.gross, invoice.currency),
        currency=invoice.currency,
        pay_on=pay_on(_due(payee, invoice.invoice_date), today),
        account=_usable(payee, invoice.currency),
    )


def _due(payee: Payee, invoice_date: date) -> date:
    try:
        return due_date(payee.terms, invoice_date)
    except TermsNotUnderstood as error:
        raise NotPayable(f"Vendor {payee.code} {payee.name}: {error}. Correct them in the master data.") from error


def _usable(payee: Payee, currency: str) -> Account:
    held = account(payee.account.iban, payee.account.sort_code, payee.account.account_number)
    if not held.payable:
        raise NotPayable(f"Vendor {payee.code} {payee.name} has no bank account in the master data. Enter it there.")
    if not held.iban and currency != DOMESTIC_CURRENCY:
        raise NotPayable(
            f"Vendor {payee.code} {payee.name} has no IBAN in the master data, and {currency} can't be paid to a "
            "sort code and account number. Enter the IBAN there."
        )
    return held
