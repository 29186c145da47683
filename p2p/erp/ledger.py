"""The built-in accounts system: a double-entry accounts-payable ledger in tables of its own.

It behaves as an outside system: its own clock, its own references, its own transaction for each call.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError

from p2p.erp import Held
from p2p.erp.failures import same_or_refuse
from p2p.erp.ledger_calls import call, pages
from p2p.erp.ledger_entries import BOOKINGS, REVERSALS, book, posted, posting_of, reversal_of, reversed_, take_back
from p2p.erp.ledger_orders import alter, change_of, changed, payment_of, plan, scheduled
from p2p.erp.requests import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest
from p2p.models import JournalEntry, PaymentOrder, PaymentOrderChange
from workflow import clock
from workflow.outcomes import Absent, Done, Found

T = TypeVar("T")


class Ledger:
    """The `Erp` over the journal. Unique keys and triggers in the database hold what it promises."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now

    def find_posting(self, key: str) -> Found:
        """The booking with this key, or Absent."""
        return _found(BOOKINGS, key, posted)

    def post(self, request: PostingRequest, key: str) -> Done:
        """Book the entries; a repeated call is answered with the first booking. Raises KeyReused."""
        entry = _again(lambda: self._entry(request, key))
        same_or_refuse(posting_of(entry) if entry.reverses_id is None else reversal_of(entry), request, key)
        return _asked(lambda: posted([entry])[0])

    def find_payment(self, key: str) -> Found:
        """The payment order with this key, or Absent."""
        return _found(PaymentOrder.objects, key, scheduled)

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        """Keep the payment order; a repeated call is answered with the first. Raises KeyReused, PaymentRefused."""
        order = _again(lambda: self._order(request, key))
        same_or_refuse(payment_of(order), request, key)
        return _asked(lambda: scheduled([order])[0])

    def find_change(self, key: str) -> Found:
        """The change with this key, or Absent."""
        return _found(PaymentOrderChange.objects, key, _each(changed))

    def change(self, request: ChangeRequest, key: str) -> Done:
        """Hold, release or cancel; a repeated call is answered with the first. Raises KeyReused, ChangeRefused."""
        change = _again(lambda: _asked(lambda: alter(request, key, self._now())))
        same_or_refuse(change_of(change), request, key)
        return changed(change)

    def find_reversal(self, key: str) -> Found:
        """The reversal with this key, or Absent."""
        return _found(REVERSALS, key, _each(reversed_))

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        """Book the mirror image; a repeated call is answered with the first. Raises KeyReused, PostingRefused."""
        entry = _again(lambda: self._reversal(request, key))
        same_or_refuse(posting_of(entry) if entry.reverses_id is None else reversal_of(entry), request, key)
        return reversed_(entry)

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every booking, or those with these keys."""
        return _statement(BOOKINGS, keys, posted)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every payment order, or those with these keys."""
        return _statement(PaymentOrder.objects.all(), keys, scheduled)

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every change of a payment order, or those with these keys."""
        return _statement(PaymentOrderChange.objects.all(), keys, _each(changed))

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every reversal, or those with these keys."""
        return _statement(REVERSALS, keys, _each(reversed_))

    def _entry(self, request: PostingRequest, key: str) -> JournalEntry:
        with call():
            return JournalEntry.objects.filter(key=key).first() or book(request, key, self._now())

    def _order(self, request: PaymentRequest, key: str) -> PaymentOrder:
        with call():
            held = PaymentOrder.objects.filter(key=key).first()
            return held or plan(request, key, self._now())

    def _reversal(self, request: ReversalRequest, key: str) -> JournalEntry:
        with call():
            return JournalEntry.objects.filter(key=key).first() or take_back(request, key, self._now())


def _again(write: Callable[[], T]) -> T:
    """Write; where another call with this key, or for the same row, was quicker: look again."""
    try:
        return write()
    except IntegrityError:
        return write()


def _asked(ask: Callable[[], T]) -> T:
    with call():
        return ask()


def _each(tell: Callable[[Any], Done]) -> Callable[[Any], list[Done]]:
    return lambda rows: [tell(row) for row in rows]


def _found(rows: Any, key: str, tell: Callable[[Any], list[Done]]) -> Found:
    with call():
        return next(iter(tell(rows.filter(key=key))), Absent())


def _statement(rows: Any, keys: Collection[str] | None, tell: Callable[[Any], list[Done]]) -> Iterator[Held]:
    for page in pages(rows, keys):
        for done in _asked(lambda page=page: tell(page)):  # type: ignore[misc]
            yield Held(done.data["key"], done.reference, done.data)
