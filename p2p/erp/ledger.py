"""The built-in accounts system: a double-entry accounts-payable ledger in tables of its own.

It behaves as an outside system: its own clock, its own references, its own transaction for each call.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from p2p.erp import Held
from p2p.erp.failures import ErpUnavailable, PaymentRefused, payable_or_refuse, same_or_refuse
from p2p.erp.requests import BankAccount, Entry, PaymentRequest, PostingRequest
from p2p.locks import lock_name
from p2p.models import JournalEntry, JournalLine, PaymentOrder
from workflow import clock
from workflow.outcomes import Absent, Done, Found

# How much of a statement one call gives.
PAGE = 1000
# No call takes longer, so that the engine's lease on the step outlives it.
LONGEST_CALL = timedelta(seconds=15)


class Ledger:
    """The `Erp` over the journal. Unique keys and triggers in the database hold what it promises."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now

    def find_posting(self, key: str) -> Found:
        """The booking with this key, or Absent."""
        with _call():
            entry = JournalEntry.objects.filter(key=key).first()
        return _posted(entry) if entry else Absent()

    def post(self, request: PostingRequest, key: str) -> Done:
        """Book the entries; a repeated call is answered with the first booking. Raises KeyReused."""
        try:
            entry = self._entry(request, key)
        except IntegrityError:  # another call with this key was quicker: look again
            entry = self._entry(request, key)
        same_or_refuse(_request(entry), request, key)
        return _posted(entry)

    def find_payment(self, key: str) -> Found:
        """The payment order with this key, or Absent."""
        with _call():
            order = PaymentOrder.objects.filter(key=key).select_related("entry").first()
        return _scheduled(order) if order else Absent()

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        """Keep the payment order; a repeated call is answered with the first. Raises KeyReused, PaymentRefused."""
        try:
            order = self._order(request, key)
        except IntegrityError:  # another call with this key, or for this booking, was quicker: look again
            order = self._order(request, key)
        same_or_refuse(msgspec.convert(order.details, PaymentRequest, strict=False), request, key)
        return _scheduled(order)

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every booking, or those with these keys."""
        for entry in _paged(JournalEntry.objects.all(), keys):
            done = _posted(entry)
            yield Held(entry.key, done.reference, done.data)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Every payment order, or those with these keys."""
        for order in _paged(PaymentOrder.objects.all(), keys):
            done = _scheduled(order)
            yield Held(order.key, done.reference, done.data)

    def _entry(self, request: PostingRequest, key: str) -> JournalEntry:
        with _call():
            return JournalEntry.objects.filter(key=key).first() or self._book(request, key)

    def _book(self, request: PostingRequest, key: str) -> JournalEntry:
        number = _next_number(JournalEntry._meta.db_table)
        entry = JournalEntry.objects.create(
            id=number,
            key=key,
            reference=f"AP-{number:06d}",
            kind=request.kind,
            vendor_code=request.vendor_code,
            text=f"{request.vendor_name} {request.invoice_number}"[:300],
            currency=request.currency,
            total=request.gross,
            details=_json(request),
            booked_at=self._now(),
        )
        JournalLine.objects.bulk_create([_line(entry, line) for line in request.entries])
        return entry

    def _order(self, request: PaymentRequest, key: str) -> PaymentOrder:
        with _call():
            held = PaymentOrder.objects.filter(key=key).select_related("entry").first()
            return held or self._plan(request, key)

    def _plan(self, request: PaymentRequest, key: str) -> PaymentOrder:
        # One at a time for each entry: whoever comes second finds the order of the first. By its name: who runs
        # the application may not lock rows that are never changed.
        lock_name(f"payment of {request.posting_reference}")
        entry = JournalEntry.objects.filter(reference=request.posting_reference).first()
        if entry is None:
            raise PaymentRefused(f"there is no posting {request.posting_reference} to pay")
        payable_or_refuse(_request(entry), request)
        if held := PaymentOrder.objects.filter(entry=entry).first():
            if held.key == key:
                return held
            raise PaymentRefused(f"posting {request.posting_reference} has its payment already")
        number = _next_number(PaymentOrder._meta.db_table)
        return PaymentOrder.objects.create(
            id=number,
            key=key,
            reference=f"PAY-{number:06d}",
            entry=entry,
            amount=request.amount,
            currency=request.currency,
            pay_on=request.pay_on,
            account=_json(request.account),
            details=_json(request),
            ordered_at=self._now(),
        )


@contextmanager
def _call() -> Iterator[None]:
    """One call to the ledger: a transaction of its own, bounded in time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            limit = str(int(LONGEST_CALL.total_seconds() * 1000))
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
            yield
    except (OperationalError, InterfaceError) as error:
        raise ErpUnavailable from error


def _paged(rows: Any, keys: Collection[str] | None) -> Iterator[Any]:
    """Page by page, so that no call is long however much there is."""
    if keys is not None:
        rows = rows.filter(key__in=keys)
    last = 0
    while True:
        with _call():
            page = list(rows.filter(id__gt=last).order_by("id")[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].pk


def _next_number(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def _line(entry: JournalEntry, line: Entry) -> JournalLine:
    return JournalLine(
        entry=entry,
        account=line.account,
        cost_centre=line.cost_centre,
        vendor_code=line.vendor_code,
        text=line.text[:300],
        debit=line.debit,
        credit=line.credit,
    )


def _json(value: PostingRequest | PaymentRequest | BankAccount) -> Any:
    """As the database gives it back: lists, and amounts as text."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _request(entry: JournalEntry) -> PostingRequest:
    return msgspec.convert(entry.details, PostingRequest, strict=False)


def _posted(entry: JournalEntry) -> Done:
    told = ("kind", "vendor_code", "currency", "gross", "entries")
    return Done(entry.reference, {"key": entry.key, **{name: entry.details[name] for name in told}})


def _scheduled(order: PaymentOrder) -> Done:
    told = ("posting_reference", "vendor_code", "amount", "currency", "pay_on", "account")
    return Done(order.reference, {"key": order.key, **{name: order.details[name] for name in told}})
