"""From words on pages to a reading: collects the evidence, lets the resolver choose, keeps the reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from p2p.formats.evidence import bank, currency, dated, kind, parties, references
from p2p.formats.evidence.amount_fields import amount_fields
from p2p.formats.evidence.candidates import best_field
from p2p.formats.evidence.evidence import Evidence, evidence_of
from p2p.formats.evidence.table import lines_of
from p2p.formats.known import Known
from p2p.formats.pages_read import PagesRead
from p2p.formats.reading import FIELD_NAMES, Field, Line, Reading
from p2p.formats.refusals import SENTENCES

_LEAST_WORDS = 3
_SIGNS = ("document_type", "invoice_number", "gross")  # of a business document
_DOUBT = 0.4


def interpreted(form: str, read: PagesRead, known: Known | None) -> Reading:
    """The reading of the pages' words; an error when there are next to none."""
    if sum(len(sheet.words) for sheet in read.sheets) < _LEAST_WORDS:
        return Reading(
            format=form, pages=read.pages, error=SENTENCES["no_text"], error_code="no_text", notes=read.notes
        )
    seen = evidence_of(read.sheets, known)
    lines = lines_of(seen)
    fields = _fields(seen, lines)
    if _gives_back(seen, fields["document_type"]) and (_sum(lines) or 0) < 0:
        lines = tuple(replace(line, net=_turned(line.net), quantity=_turned(line.quantity, 0)) for line in lines)
    fields = _doubted(fields)
    ordered = {name: fields[name] for name in FIELD_NAMES}
    return Reading(format=form, pages=read.pages, fields=ordered, lines=lines, notes=read.notes)


def _fields(seen: Evidence, lines: tuple[Line, ...]) -> dict[str, Field]:
    invoice_date, due_date = dated.date_fields(seen)
    seller, buyer = parties.party_fields(seen)
    document_type = kind.type_field(seen)
    sort_code = best_field(bank.sort_codes(seen), seen.source)
    number = best_field(references.invoice_numbers(seen), seen.source)
    orders = [c for c in references.order_numbers(seen) if c.value != number.value]
    return {
        "document_type": document_type,
        "invoice_number": number,
        "invoice_date": invoice_date,
        "due_date": due_date,
        "seller_name": seller,
        "seller_vat_id": best_field(bank.vat_ids(seen), seen.source),
        "buyer_name": buyer,
        "po_number": best_field(orders, seen.source),
        "currency": currency.currency_field(seen),
        **amount_fields(seen, _sum(lines), is_credit=_gives_back(seen, document_type)),
        "iban": best_field(bank.ibans(seen), seen.source),
        "sort_code": sort_code,
        "account_number": best_field(bank.account_numbers(seen, sort_code.value), seen.source),
    }


def _doubted(fields: dict[str, Field]) -> dict[str, Field]:
    """What stands on a page that is no invoice by any sign is nobody's name and no one's date."""
    if any(fields[name].value for name in _SIGNS):
        return fields
    return {name: replace(field, confidence=round(field.confidence * _DOUBT, 2)) for name, field in fields.items()}


def _gives_back(seen: Evidence, document_type: Field) -> bool:
    """A credit note's amounts are read as what is credited; a correction's keep their signs."""
    return document_type.value == "credit_note" and not kind.is_correction(seen, document_type)


def _turned(amount: str | None, sign: int = -1) -> str | None:
    """The amount with the other sign; with `sign` 0 without any."""
    if amount is None:
        return None
    return str(abs(Decimal(amount)) if sign == 0 else -Decimal(amount))


def _sum(lines: tuple[Line, ...]) -> Decimal | None:
    nets = [Decimal(line.net) for line in lines if line.net is not None]
    return sum(nets, Decimal(0)) if nets else None
