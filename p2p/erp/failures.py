"""What may go wrong with the accounts system: what passes by itself, and what it refuses for good."""

from datetime import date
from decimal import Decimal

from p2p.erp.requests import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest, mirrored
from p2p.payments.states import MOVES, PAYMENT
from workflow.outcomes import Retryable


class ErpUnavailable(Retryable):
    """The accounts system can't be reached at the moment."""


class ErpTimedOut(Retryable):
    """The accounts system gave no answer in time; whether it has booked is looked up before the next attempt."""


class ErpGarbled(Retryable):
    """The accounts system's answer makes no sense; what it has is looked up before the next attempt."""


class NoStatement(Exception):
    """The accounts system can't list what it holds; each key can only be asked for by itself."""


class KeyReused(Exception):
    """The accounts system holds something else under this key. Nothing was booked."""


class PostingRefused(Exception):
    """The invoice can't be booked as it stands."""


class PaymentRefused(Exception):
    """The accounts system won't schedule this payment."""


class ChangeRefused(Exception):
    """The accounts system won't change this payment as asked."""


Request = PostingRequest | PaymentRequest | ChangeRequest | ReversalRequest


def same_or_refuse(held: Request, asked: Request, key: str) -> None:
    """Raise KeyReused unless what the key holds is exactly what is asked now."""
    if held != asked:
        raise KeyReused(f"key {key} already stands for another request; nothing was booked, scheduled or changed")


def payable_or_refuse(posting: PostingRequest, payment: PaymentRequest) -> None:
    """Raise PaymentRefused unless the posting is of that vendor and owes at least the amount."""
    reference = payment.posting_reference
    if posting.kind != "invoice":
        raise PaymentRefused(f"posting {reference} is a credit note; nothing is owed for it")
    if (posting.vendor_code, posting.currency) != (payment.vendor_code, payment.currency):
        raise PaymentRefused(
            f"posting {reference} is in {posting.currency} for vendor {posting.vendor_code}, "
            f"the payment in {payment.currency} for vendor {payment.vendor_code}"
        )
    if payment.amount > posting.gross:
        raise PaymentRefused(
            f"posting {reference} owes {_money(posting.gross)} {posting.currency}, "
            f"the payment is {_money(payment.amount)}"
        )


def changeable_or_refuse(
    payment: PaymentRequest, change: ChangeRequest, *, state: str, pay_on: date, today: date | None = None
) -> None:
    """Raise ChangeRefused unless it is this payment, it stands as the change needs it, and its day hasn't come.

    `today` None: the system doesn't say which day it is.
    """
    reference = change.payment_reference
    if (payment.vendor_code, payment.amount, payment.currency) != (change.vendor_code, change.amount, change.currency):
        raise ChangeRefused(
            f"payment {reference} is {_money(payment.amount)} {payment.currency} to vendor {payment.vendor_code}, "
            f"not {_money(change.amount)} {change.currency} to vendor {change.vendor_code}"
        )
    if state not in MOVES[change.act].sources:
        raise ChangeRefused(f"payment {reference} is {state}: there is nothing to {change.act}")
    day = change.pay_on if change.act == "release" else pay_on
    if today is not None and today >= day and not (change.act == "cancel" and state == "held"):
        raise ChangeRefused(f"payment {reference}: it is too late to {change.act} it, for {day} has come")


def reversible_or_refuse(posting: PostingRequest, payment_state: str, reversal: ReversalRequest) -> None:
    """Raise PostingRefused unless the reversal mirrors the posting and nothing is to be paid for it.

    `payment_state` is "" where there is no payment.
    """
    reference = reversal.posting_reference
    same = (posting.vendor_code, posting.currency, posting.gross, mirrored(posting.entries))
    if same != (reversal.vendor_code, reversal.currency, reversal.gross, reversal.entries):
        raise PostingRefused(f"the reversal isn't the mirror image of posting {reference}; nothing was booked")
    if payment_state not in ("", *PAYMENT.final()):
        raise PostingRefused(f"the payment for posting {reference} is {payment_state}: cancel it first")


def _money(amount: Decimal) -> str:
    return f"{amount:,f}"
