"""Entries in the built-in ledger's journal: bookings, and the mirror images that take them back."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from p2p.erp.failures import PostingRefused, reversible_or_refuse
from p2p.erp.ledger_calls import json_of, next_number
from p2p.erp.ledger_standing import reversals_of, stand_of
from p2p.erp.requests import Entry, PostingRequest, ReversalRequest
from p2p.locks import lock_name
from p2p.models import JournalEntry, JournalLine, PaymentOrder
from workflow.outcomes import Done

BOOKINGS = JournalEntry.objects.filter(reverses=None)
REVERSALS = JournalEntry.objects.exclude(reverses=None)


def book(request: PostingRequest, key: str, now: datetime) -> JournalEntry:
    """A new entry with its lines."""
    entry = _entry("AP", request, key, now, kind=request.kind, text=f"{request.vendor_name} {request.invoice_number}")
    _lines(entry, request.entries)
    return entry


def take_back(request: ReversalRequest, key: str, now: datetime) -> JournalEntry:
    """The mirror image of an entry; the one that is there where a call with this key came before.

    Raises PostingRefused where the entry can't be taken back.
    """
    # By the name under which payments are ordered: nobody arranges one meanwhile.
    lock_name(f"payment of {request.posting_reference}")
    booked = BOOKINGS.filter(reference=request.posting_reference).first()
    if booked is None:
        raise PostingRefused(f"there is no posting {request.posting_reference} to reverse")
    if before := REVERSALS.filter(reverses=booked).first():
        if before.key == key:
            return before
        raise PostingRefused(f"posting {request.posting_reference} is reversed already, by {before.reference}")
    order = PaymentOrder.objects.filter(entry=booked).first()
    reversible_or_refuse(posting_of(booked), stand_of(order).state if order else "", request)
    text = f"Reversal of {booked.reference}: {request.vendor_name} {request.invoice_number}"
    entry = _entry("RV", request, key, now, kind="reversal", text=text, reverses=booked)
    _lines(entry, request.entries)
    return entry


def posting_of(entry: JournalEntry) -> PostingRequest:
    """The request that a booking was made for."""
    return msgspec.convert(entry.details, PostingRequest, strict=False)


def reversal_of(entry: JournalEntry) -> ReversalRequest:
    """The request that a reversal was made for."""
    return msgspec.convert(entry.details, ReversalRequest, strict=False)


def posted(entries: Iterable[JournalEntry]) -> list[Done]:
    """What the ledger tells of bookings, and of what took them back."""
    entries = list(entries)
    reversals = reversals_of(entries)
    return [
        _told(entry, "kind", "vendor_code", "currency", "gross", "entries", reversed_by=reversals.get(entry.pk, ""))
        for entry in entries
    ]


def reversed_(entry: JournalEntry) -> Done:
    """What the ledger tells of a reversal."""
    return _told(entry, "posting_reference", "vendor_code", "currency", "gross", "entries")


def _told(entry: JournalEntry, *names: str, **more: str) -> Done:
    return Done(entry.reference, {"key": entry.key, **{name: entry.details[name] for name in names}, **more})


def _entry(
    prefix: str,
    request: PostingRequest | ReversalRequest,
    key: str,
    now: datetime,
    *,
    kind: str,
    text: str,
    reverses: JournalEntry | None = None,
) -> JournalEntry:
    number = next_number(JournalEntry._meta.db_table)
    return JournalEntry.objects.create(
        id=number,
        key=key,
        reference=f"{prefix}-{number:06d}",
        kind=kind,
        reverses=reverses,
        vendor_code=request.vendor_code,
        text=text[:300],
        currency=request.currency,
        total=request.gross,
        details=json_of(request),
        booked_at=now,
    )


def _lines(entry: JournalEntry, lines: Iterable[Entry]) -> None:
    JournalLine.objects.bulk_create(
        JournalLine(
            entry=entry,
            account=line.account,
            cost_centre=line.cost_centre,
            vendor_code=line.vendor_code,
            text=line.text[:300],
            debit=line.debit,
            credit=line.credit,
        )
        for line in lines
    )
