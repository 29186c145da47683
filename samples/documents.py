"""An invoice as a file that is attached to a mail."""

import re
from dataclasses import dataclass, replace
from random import Random

from samples.einvoice.ubl import ubl_invoice
from samples.layouts import draw_invoice
from samples.mail import File
from samples.scan import OFFICE, SUFFIXES, Kind, Wear, scan
from samples.truth import Invoice, Truth

WORDS = {"de": "Rechnung", "fr": "Facture"}


@dataclass(frozen=True, slots=True)
class Document:
    """A file, the invoice on it, and what a reader should find."""

    file: File
    invoice: Invoice
    truth: Truth


def as_pdf(invoice: Invoice, layout: str, *, subject: str = "") -> Document:
    """The invoice as its vendor's program writes it."""
    drawing = draw_invoice(invoice, layout, subject)
    return Document(File(f"{_stem(invoice)}.pdf", drawing.pdf), invoice, drawing.truth)


def as_scan(document: Document, kind: Kind, random: Random, wear: Wear = OFFICE) -> Document:
    """The same on paper, scanned: the file has a scanner's name, the truth stays."""
    name = f"scan{random.randrange(10_000):04d}{SUFFIXES[kind]}"
    return replace(document, file=File(name, scan(document.file.content, kind, random, wear)))


def as_ubl(invoice: Invoice) -> Document:
    """The invoice as UBL XML."""
    xml, truth = ubl_invoice(invoice)
    return Document(File(f"{_stem(invoice)}.xml", xml), invoice, truth)


def _stem(invoice: Invoice) -> str:
    word = WORDS.get(invoice.seller.country.lower(), "Invoice")
    title = "Credit note" if invoice.is_credit else word
    return f"{title} {re.sub(r'[^A-Za-z0-9-]', '-', invoice.number)}"
