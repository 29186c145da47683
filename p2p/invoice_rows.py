"""Keeps what a document says as rows: a new one whenever it differs from the case's newest."""

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from p2p.facts import InvoiceFacts, InvoiceLineFacts
from p2p.models import Invoice, InvoiceLine

_FIELDS = tuple(field.name for field in fields(InvoiceFacts) if field.name != "lines")
_LINE_FIELDS = tuple(field.name for field in fields(InvoiceLineFacts) if field.name != "number")


def newest(case_id: int) -> Invoice | None:
    """The invoice of the case as it counts now."""
    return Invoice.objects.filter(case_id=case_id).order_by("-id").first()


def keep(case_id: int, document_id: int, invoice: InvoiceFacts, now: datetime) -> None:
    """Insert the invoice with its lines, unless the case's newest says the same."""
    columns = _columns(Invoice, invoice, _FIELDS)
    lines = [{"line_number": line.number, **_columns(InvoiceLine, line, _LINE_FIELDS)} for line in invoice.lines]
    before = newest(case_id)
    if before is not None and _says(before, columns, lines):
        return
    row = Invoice.objects.create(case_id=case_id, document_id=document_id, created_at=now, **columns)
    InvoiceLine.objects.bulk_create(InvoiceLine(invoice=row, **line) for line in lines)


def _says(row: Invoice, columns: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    if {name: getattr(row, name) for name in columns} != columns:
        return False
    return list(row.lines.order_by("line_number").values("line_number", *_LINE_FIELDS)) == lines


def _columns(
    model: type[models.Model], facts: InvoiceFacts | InvoiceLineFacts, names: tuple[str, ...]
) -> dict[str, Any]:
    return {name: _fit(model, name, getattr(facts, name)) for name in names}


def _fit(model: type[models.Model], name: str, value: Any) -> Any:
    """Rounded to what the column holds: documents carry prices with any number of decimals."""
    column = model._meta.get_field(name)
    if not isinstance(value, Decimal) or not isinstance(column, models.DecimalField):
        return value
    return value.quantize(Decimal(1).scaleb(-(column.decimal_places or 0)))
