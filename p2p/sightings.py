"""Remembers what each case was taken for, and finds the earlier cases that may be the same invoice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from p2p.facts import InvoiceFacts, VendorFacts
from p2p.inputs.duplicate import Sighting
from p2p.models import Document, Identification, Vendor
from p2p.models.amendment import was_reversed
from p2p.numbers import invoice_key
from p2p.order_standing import ENDED_UNPAID
from workflow.models import Case

# Wider than any rule: `matching.duplicate` decides how near is near.
LOOK_AROUND = timedelta(days=31)


def others(case_id: int, sha256: str, invoice: InvoiceFacts, vendor: VendorFacts) -> tuple[Sighting, ...]:
    """Cases that came before this one and may be the same invoice, surest first.

    Before: their newest identification is older than this case's first one as what it is now. So of two
    that are alike exactly one is asked about, the later, however often either is looked at again.
    """
    found = {row.case_id: _sighting(row) for row in _identified(case_id, invoice, vendor)}
    for document in _same_file(case_id, sha256):
        found[document.case_id] = _file_sighting(document, found.get(document.case_id))
    return tuple(sorted(found.values(), key=lambda other: (not other.same_file, other.case)))


def keep(case_id: int, invoice: InvoiceFacts, vendor: VendorFacts, now: datetime) -> None:
    """Remember the case as what it is now, unless it already is."""
    columns = {
        "vendor_id": vendor.id,
        "kind": invoice.document_type,
        "invoice_number": invoice.invoice_number,
        "number_key": invoice_key(invoice.invoice_number),
        "invoice_date": invoice.invoice_date,
        "gross": invoice.gross,
        "currency": invoice.currency,
    }
    newest = Identification.objects.filter(case_id=case_id).order_by("-id").first()
    if newest is None or {name: getattr(newest, name) for name in columns} != columns:
        Identification.objects.create(case_id=case_id, at=now, **columns)


def _identified(case_id: int, invoice: InvoiceFacts, vendor: VendorFacts) -> QuerySet[Identification]:
    newest = Identification.objects.filter(case_id=OuterRef("case_id")).order_by("-id").values("id")[:1]
    rows = (
        Identification.objects.filter(_alike(invoice), vendor_id__in=_siblings(vendor), id=Subquery(newest))
        .exclude(case_id=case_id)
        .exclude(case__state__in=ENDED_UNPAID)
        .annotate(reversed=was_reversed("case_id"))
        .select_related("case", "vendor")
        .order_by("id")
    )
    since = _since(case_id, invoice, vendor)
    return rows.filter(id__lt=since) if since else rows


def _alike(invoice: InvoiceFacts) -> Q:
    alike = Q(number_key=invoice_key(invoice.invoice_number))
    if invoice.gross is not None and invoice.invoice_date is not None:
        near = (invoice.invoice_date - LOOK_AROUND, invoice.invoice_date + LOOK_AROUND)
        alike |= Q(gross=invoice.gross, currency=invoice.currency, invoice_date__range=near)
    return alike


def _since(case_id: int, invoice: InvoiceFacts, vendor: VendorFacts) -> int | None:
    """The id of the row by which this case first became what it is now."""
    own = Identification.objects.filter(case_id=case_id, vendor_id=vendor.id, kind=invoice.document_type)
    same = own.filter(currency=invoice.currency, number_key=invoice_key(invoice.invoice_number))
    return same.order_by("id").values_list("id", flat=True).first()


def _siblings(vendor: VendorFacts) -> Iterable[int]:
    """The vendor, and others with its VAT number or account: the same one entered twice."""
    same = Q(pk=vendor.id)
    if vendor.vat_id:
        same |= Q(vat_id=vendor.vat_id)
    if vendor.iban:
        same |= Q(iban=vendor.iban)
    if vendor.sort_code and vendor.account_number:
        same |= Q(sort_code=vendor.sort_code, account_number=vendor.account_number)
    return Vendor.objects.filter(same).values_list("id", flat=True)


def _same_file(case_id: int, sha256: str) -> QuerySet[Document]:
    documents = Document.objects.filter(sha256=sha256, case_id__lt=case_id).annotate(reversed=was_reversed("case_id"))
    return documents.exclude(case__state__in=ENDED_UNPAID).select_related("case").order_by("case_id")


def _state(case: Case, *, taken_back: bool) -> str:
    """Seen before although its posting was reversed: a person says what comes now."""
    return "reversed" if taken_back else case.state


def _sighting(row: Any) -> Sighting:
    return Sighting(
        case=row.case_id,
        state=_state(row.case, taken_back=row.reversed),
        vendor=row.vendor.code,
        kind=row.kind,
        invoice_number=row.invoice_number,
        currency=row.currency,
        gross=row.gross,
        invoice_date=row.invoice_date,
    )


def _file_sighting(document: Any, known: Sighting | None) -> Sighting:
    case = document.case
    return Sighting(
        case=case.pk,
        state=_state(case, taken_back=document.reversed),
        vendor=known.vendor if known else "",
        kind=known.kind if known else "",
        invoice_number=known.invoice_number if known else case.number,
        currency=known.currency if known else case.currency,
        gross=known.gross if known else case.amount,
        invoice_date=known.invoice_date if known else None,
        same_file=True,
    )
