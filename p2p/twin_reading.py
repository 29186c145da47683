"""One reading from two: a page for people and the e-invoice that came beside it. Pure.

The e-invoice's values count, the page says where they stand. Where the two disagree on what is paid, to
whom or for which invoice, the value loses its confidence: a person is asked.
"""

from dataclasses import replace
from decimal import Decimal

from p2p.formats.reading import AMOUNT_FIELDS, FIELD_NAMES, Field, Reading, blank

# Names are spelt differently on paper and in XML without meaning anything; these are not.
COMPARED = frozenset(
    (
        *AMOUNT_FIELDS,
        "document_type",
        "invoice_number",
        "invoice_date",
        "currency",
        "iban",
        "sort_code",
        "account_number",
    )
)
CONTRADICTED = 0.3
# A page value less sure than this is more likely misread than meant.
HEARD = 0.5


def merged(page: Reading, e_invoice: Reading) -> Reading:
    """The e-invoice's values at the page's places. If only one of the two can be read, that one counts."""
    if e_invoice.error:
        return replace(page, notes=(*page.notes, f"The XML beside it was not read: {e_invoice.error}"))
    if page.error:
        note = f"The page beside it was not read: {page.error}"
        return replace(e_invoice, pages=page.pages, notes=(*e_invoice.notes, note))
    fields = {
        name: _one(name, page.fields.get(name), e_invoice.fields.get(name))
        for name in FIELD_NAMES
        if name in page.fields or name in e_invoice.fields
    }
    return replace(
        e_invoice,
        pages=page.pages,
        fields=fields,
        lines=e_invoice.lines or page.lines,
        notes=(*e_invoice.notes, *page.notes, *_disagreements(fields)),
    )


def _one(name: str, page: Field | None, stated: Field | None) -> Field:
    if stated is None or stated.value is None:
        return page or stated or blank("xml")
    if page is None or page.value is None:
        return stated
    placed = replace(stated, page=page.page, box=page.box)
    if _same(name, stated.value, page.value):
        return replace(placed, why=f"{stated.why}; the same on the page")
    if name not in COMPARED or page.confidence < HEARD:
        return replace(stated, runner_up=page.value)
    why = f"the e-invoice says {stated.value}, the page {page.value}"
    return replace(placed, confidence=CONTRADICTED, why=why, runner_up=page.value)


def _same(name: str, one: str, other: str) -> bool:
    if name in AMOUNT_FIELDS:
        return Decimal(one) == Decimal(other)
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _disagreements(fields: dict[str, Field]) -> tuple[str, ...]:
    return tuple(
        f"{name.replace('_', ' ').capitalize()}: {field.why}."
        for name, field in fields.items()
        if name in COMPARED and field.confidence == CONTRADICTED and field.runner_up
    )
