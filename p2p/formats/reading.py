"""What a reader says about a document: plain frozen values, the same for every format.

Values are text in one spelling: amounts as decimal strings with at least two digits after the point
("1234.50"), dates as ISO ("2026-03-31"), currencies as ISO 4217, identifiers without spaces. `None` means
that the document doesn't say. Boxes are `(x0, top, x1, bottom)` in points (1/72 inch) from the top left
corner of the page; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]

FIELD_NAMES = (
    "document_type",
    "invoice_number",
    "invoice_date",
    "due_date",
    "seller_name",
    "seller_vat_id",
    "buyer_name",
    "po_number",
    "currency",
    "net",
    "tax",
    "gross",
    "payable",
    "iban",
    "sort_code",
    "account_number",
)
AMOUNT_FIELDS = ("net", "tax", "gross", "payable")
DATE_FIELDS = ("invoice_date", "due_date")
DOCUMENT_TYPES = ("invoice", "credit_note", "statement", "reminder", "delivery_note", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value with the reason to believe it.

    `confidence` is 0–1: how likely the value is right. `source` is xml, text or ocr; `why` says in words
    what spoke for it; `runner_up` is the next best value, where there was one.
    """

    value: str | None
    confidence: float
    source: str
    page: int | None = None
    box: Box | None = None
    why: str = ""
    runner_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line item; `net` is without tax, `tax_rate` in per cent ("20")."""

    description: str | None = None
    sku: str | None = None
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None
    net: str | None = None
    tax_rate: str | None = None
    po_line: str | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: size in points, words found on it, and the file name of its image for people."""

    number: int
    width: float
    height: float
    words: int
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one file. With `error` set (plain words) nothing else was read."""

    format: str | None
    pages: tuple[Page, ...] = ()
    error: str | None = None
    error_code: str | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


def blank(source: str, why: str = "not found") -> Field:
    """A field that the document doesn't state."""
    return Field(value=None, confidence=0.0, source=source, why=why)
