"""What may go wrong with the accounts system: what passes by itself, and what it refuses for good."""

from decimal import Decimal

from p2p.erp.requests import PaymentRequest, PostingRequest
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


def same_or_refuse(held: PostingRequest | PaymentRequest, asked: PostingRequest | PaymentRequest, key: str) -> None:
    """Raise KeyReused unless what the key holds is exactly what is asked now."""
    if held != asked:
        raise KeyReused(f"key {key} already stands for another request; nothing was booked or scheduled")


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


def _money(amount: Decimal) -> str:
    return f"{amount:,f}"
