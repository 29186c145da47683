"""What a layout is: a way to draw an invoice, and the names of the fields that it prints."""

from collections.abc import Callable
from dataclasses import dataclass

from samples.layouts.sheet import Sheet
from samples.truth import Invoice

MONEY = frozenset({"currency", "net", "tax", "gross"})
HEADER = frozenset({"document_type", "invoice_number", "invoice_date", "seller_name", "buyer_name", "po_number"})
UK_ACCOUNT = frozenset({"sort_code", "account_number"})
EVERY_COLUMN = frozenset({"description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate"})


@dataclass(frozen=True, slots=True)
class Layout:
    """One design of an invoice. `fields` and `line_fields` are what a reader can find on it."""

    name: str
    language: str
    fields: frozenset[str]
    line_fields: frozenset[str]
    draw: Callable[[Sheet, Invoice], None]
