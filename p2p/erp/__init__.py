"""The accounts system, as the product needs it: where invoices are posted and payments scheduled, and taken back.

A connector is a class with the methods of `Erp`; `P2P_ERP` names it. Each call answers within 20 seconds,
or raises a `workflow.outcomes.Retryable` (see `p2p.erp.failures`). It must pass tests/p2p/erp/test_contract.py.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from p2p.erp.requests import BankAccount, ChangeRequest, Entry, PaymentRequest, PostingRequest, ReversalRequest
from workflow.outcomes import Done, Found

__all__ = [
    "BankAccount",
    "ChangeRequest",
    "Entry",
    "Erp",
    "Held",
    "PaymentRequest",
    "PostingRequest",
    "ReversalRequest",
    "erp",
    "forget",
]


@dataclass(frozen=True, slots=True)
class Held:
    """One line of a statement: what the system holds under a key, with the data that its `Done` told."""

    key: str
    reference: str
    data: Mapping[str, Any]


class Erp(Protocol):
    """An accounts system that can be asked by key what it has.

    The data of a `Done` says under "key" whom it answers. For a posting it holds kind, vendor_code, currency,
    gross and reversed_by ("", or the reference of its reversal) besides; for a payment posting_reference,
    amount, currency, pay_on, account and state (scheduled, held, cancelled); for a change act,
    payment_reference, amount, currency and pay_on; for a reversal posting_reference, vendor_code, currency
    and gross: JSON values, as far as the system tells them.
    """

    def find_posting(self, key: str) -> Found:
        """What was posted under this key; Unknown where the system can't look by key."""

    def post(self, request: PostingRequest, key: str) -> Done:
        """Book it. The same request under the same key is booked once, and answered alike each time.

        Raises KeyReused where the key holds another posting, PostingRefused where the system won't book.
        """

    def find_payment(self, key: str) -> Found:
        """What was scheduled under this key; Unknown where the system can't look by key."""

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        """Schedule it, once per key and once per posting, cancelled or not.

        Raises KeyReused where the key holds another payment, PaymentRefused where the system won't pay.
        """

    def find_change(self, key: str) -> Found:
        """What was done to a scheduled payment under this key; Unknown where the system can't look by key."""

    def change(self, request: ChangeRequest, key: str) -> Done:
        """Hold, release or cancel a scheduled payment, once per key.

        Raises KeyReused where the key holds another change, ChangeRefused where the payment doesn't allow it.
        """

    def find_reversal(self, key: str) -> Found:
        """What was reversed under this key; Unknown where the system can't look by key."""

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        """Book the mirror image of a posting, once per key and once per posting.

        Raises KeyReused where the key holds another booking, PostingRefused where the posting can't be reversed:
        it isn't there, it isn't mirrored, or its payment isn't cancelled.
        """

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every posting that the system holds under these keys, or under any: each as often as it is there.

        Raises NoStatement where the system can't list them.
        """

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every payment that the system holds under these keys, or under any. Raises NoStatement."""

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every change of a payment under these keys, or under any. Raises NoStatement."""

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every reversal under these keys, or under any. Raises NoStatement."""


def erp() -> Erp:
    """The accounts system of this installation."""
    return _made(settings.P2P_ERP)


def forget() -> None:
    """Make the connector anew when it is next asked for: the setting has changed."""
    _made.cache_clear()


@cache
def _made(path: str) -> Erp:
    return cast(Erp, import_string(path)())
