"""Invoices to draw in tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samples.company import BUYER, Vendor, due_date
from samples.truth import Invoice
from samples.vendors import VENDORS

ISSUED = date(2026, 3, 17)


def invoice_of(vendor: Vendor, items: int = 3) -> Invoice:
    """An invoice of the vendor's first items, in quantities 3, 4, 5…"""
    return Invoice(
        document_type="invoice",
        number=vendor.prefix.format(4711),
        issued=ISSUED,
        due=due_date(vendor.terms, ISSUED),
        seller=vendor.party,
        buyer=BUYER,
        po_number="PO-104001",
        currency=vendor.currency,
        lines=tuple(item.line(2 + number, number) for number, item in enumerate(vendor.items[:items], start=1)),
        terms=vendor.terms,
        bank=vendor.bank,
    )


def credit_of(invoice: Invoice) -> Invoice:
    """A credit note for one piece of the invoice's first line."""
    line = replace(invoice.lines[0], quantity=Decimal(1))
    number = f"{invoice.number}-C"
    return replace(invoice, document_type="credit_note", number=number, corrects=invoice.number, lines=(line,))


def vendor_for(layout: str) -> Vendor:
    return next(vendor for vendor in VENDORS if vendor.layout == layout)
