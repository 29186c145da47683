"""The designs in which invoices are drawn. A new one is a file here and its name in `LAYOUTS`."""

from dataclasses import dataclass

from samples.layouts import (
    banner,
    boxed,
    classic,
    dense,
    din5008,
    docket,
    facture,
    ledger,
    sole_trader,
    two_column,
)
from samples.layouts.layout import Layout
from samples.layouts.sheet import Sheet
from samples.truth import Invoice, Truth, printed

LAYOUTS: tuple[Layout, ...] = (
    classic.LAYOUT,
    two_column.LAYOUT,
    sole_trader.LAYOUT,
    boxed.LAYOUT,
    dense.LAYOUT,
    din5008.LAYOUT,
    facture.LAYOUT,
    banner.LAYOUT,
    ledger.LAYOUT,
    docket.LAYOUT,
)

# A credit note is nothing to pay: no layout prints these on one.
NOT_ON_CREDITS = frozenset({"due_date", "payable", "iban", "sort_code", "account_number"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A document as PDF bytes, and what a reader should find on it."""

    pdf: bytes
    truth: Truth


def layout_named(name: str) -> Layout:
    """The layout of that name; ValueError lists those that exist."""
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise ValueError(f"No layout {name!r}. There are: {', '.join(layout.name for layout in LAYOUTS)}")


def draw_invoice(invoice: Invoice, layout: str, subject: str = "") -> Drawing:
    """Draw `invoice` in the layout of that name.

    `subject` is PDF metadata: another one makes another file of the same page.
    """
    design = layout_named(layout)
    sheet = Sheet(f"{invoice.number}", invoice.seller.name, subject)
    design.draw(sheet, invoice)
    fields = design.fields - NOT_ON_CREDITS if invoice.is_credit else design.fields
    return Drawing(sheet.finish(), printed(invoice, fields, design.line_fields))
