"""What the queue may know of an invoice's case: the best that is known so far, from the newest step that told.

Pure. Whatever a document or mail holds, the card fits its columns.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_type_hints

import msgspec

from p2p.facts import InvoiceFacts, VendorFacts, read
from p2p.payments.calendar import too_late_from
from p2p.payments.terms import TermsNotUnderstood, due_date
from workflow.people import Card, Dossier

# The columns of a case.
_NUMBER, _PARTY, _CURRENCY = 100, 300, 3
_TOO_MUCH = Decimal(10) ** 16
# A mail's subject and a seller's name end somewhere; search need not know where.
_SEARCH = 2000


def card_of(dossier: Dossier) -> Card:
    """The card of the case as it stands. Before the document is read it shows file name and sender."""
    received = dossier.outputs.get("receive") or {}
    mail, file = received.get("email") or {}, received.get("document") or {}
    invoice, vendor = _invoice(dossier.outputs), _vendor(dossier.outputs)
    name, subject, sender = file.get("filename") or "", mail.get("subject") or "", mail.get("sender") or ""
    due = _due(invoice, vendor)
    words = (
        invoice.invoice_number,
        vendor.name if vendor else "",
        vendor.code if vendor else "",
        invoice.seller_name,
        invoice.po_number,
        name,
        subject,
        sender,
    )
    return Card(
        number=_fit(invoice.invoice_number or name or subject, _NUMBER),
        party=_fit((vendor.name if vendor else "") or invoice.seller_name or sender, _PARTY),
        amount=_amount(invoice.gross),
        currency=_fit(invoice.currency, _CURRENCY),
        due_on=due,
        at_risk_at=too_late_from(due) if due and not invoice.is_credit else None,
        search=_fit(" ".join(dict.fromkeys(filter(None, words))), _SEARCH),
    )


def _invoice(outputs: Mapping[str, Any]) -> InvoiceFacts:
    if outputs.get("validate"):
        return read(InvoiceFacts, outputs["validate"])
    fields: Mapping[str, Any] = (outputs.get("extract") or {}).get("fields") or {}
    sound = {name: value for name in fields if (value := _sound(name, fields[name].get("value"))) is not None}
    return InvoiceFacts(**{"document_type": "", **sound})


def _sound(name: str, value: str | None) -> Any:
    """A field's value in its own type; None where the reader has taken something else for it."""
    try:
        return msgspec.convert(value, _types()[name], strict=False)
    except (KeyError, msgspec.ValidationError):
        return None


@cache
def _types() -> Mapping[str, Any]:
    return get_type_hints(InvoiceFacts)


def _vendor(outputs: Mapping[str, Any]) -> VendorFacts | None:
    return read(VendorFacts, outputs["identify_vendor"]) if outputs.get("identify_vendor") else None


def _due(invoice: InvoiceFacts, vendor: VendorFacts | None) -> date | None:
    """By the vendor's terms, once the vendor is known."""
    if vendor is None or invoice.invoice_date is None:
        return None
    try:
        return due_date(vendor.payment_terms, invoice.invoice_date)
    except (TermsNotUnderstood, OverflowError):
        return None


def _amount(gross: Decimal | None) -> Decimal | None:
    return gross if gross is not None and gross.is_finite() and abs(gross) < _TOO_MUCH else None


def _fit(text: str, length: int) -> str:
    return text.replace("\0", "")[:length]
