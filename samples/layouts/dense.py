"""A wholesaler's long invoice: small type, wrapped descriptions, a table over several pages."""

from reportlab.lib.colors import HexColor

from samples.layouts import logos
from samples.layouts.layout import EVERY_COLUMN, HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import GREY, Sheet
from samples.layouts.spelling import (
    count,
    english,
    english_terms,
    plain,
    slashed,
    sort_code,
    spaced,
    vat_number,
)
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

NAVY = HexColor("#1b2a4a")
LEFT, RIGHT = 34.0, 561.0

TABLE = Table(
    columns=(
        Column("Line", LEFT, 22, lambda number, _: str(number), "right"),
        Column("Stock code", LEFT + 30, 50, lambda _, line: line.sku),
        Column("Description of goods", LEFT + 84, 214, lambda _, line: line.description),
        Column("Qty", LEFT + 302, 30, lambda _, line: count(line.quantity), "right"),
        Column("UOM", LEFT + 340, 36, lambda _, line: line.unit),
        Column("Price\nper unit", LEFT + 376, 42, lambda _, line: plain(line.unit_price), "right"),
        Column("VAT\nrate", LEFT + 424, 34, lambda _, line: plain(line.tax_rate), "right"),
        Column("Goods\nvalue", LEFT + 464, 63, lambda _, line: english(line.net), "right"),
    ),
    look=Look(size=7.6, rule=NAVY, rows=True, padding=4),
    left=LEFT,
    right=RIGHT,
    bottom=758,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    rehearsal = Sheet("", "")
    _pages(rehearsal, invoice, pages=0)
    _pages(sheet, invoice, pages=rehearsal.page)


def _pages(sheet: Sheet, invoice: Invoice, pages: int) -> None:
    def next_page() -> float:
        sheet.text(RIGHT, 782, "Continued on next page", font="Helvetica-Oblique", size=8, align="right")
        sheet.next_page()
        return _head(sheet, invoice, pages)

    top = TABLE.draw(sheet, _head(sheet, invoice, pages), invoice.lines, next_page)
    if top > 630:
        top = next_page()
    _totals(sheet, invoice, top + 20)
    _payment(sheet, invoice, top + 20)


def _head(sheet: Sheet, invoice: Invoice, pages: int) -> float:
    seller = invoice.seller
    logos.blocks(sheet, LEFT, 28, 36, NAVY)
    sheet.text(LEFT + 46, 42, seller.name.upper(), font="Helvetica-Bold", size=12, colour=NAVY)
    sheet.text(LEFT + 46, 54, f"{', '.join(seller.address)}   Tel {seller.phone}", size=7.5)
    registration = f"VAT No. {vat_number(seller.vat_id)}   Registered in England No. {seller.company_number}"
    sheet.text(LEFT + 46, 64, registration, size=7.5)
    sheet.text(
        RIGHT,
        42,
        "CREDIT NOTE" if invoice.is_credit else "INVOICE",
        font="Helvetica-Bold",
        size=15,
        align="right",
    )
    sheet.text(RIGHT, 64, f"Page {sheet.page} of {pages}", size=8, align="right")
    sheet.lines(LEFT, 92, (invoice.buyer.name, *invoice.buyer.address), size=8.5)
    rows = (
        ("Invoice", invoice.number),
        ("Invoice date", slashed(invoice.issued)),
        ("Customer order", invoice.po_number),
        ("Credit of", invoice.corrects),
        ("Payment due", "" if invoice.is_credit else slashed(invoice.due)),
        ("Currency", invoice.currency),
    )
    sheet.pairs(390, 92, rows, value_x=RIGHT, size=8.5, align="right")
    return 166.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    total = "CREDIT TOTAL" if invoice.is_credit else "TOTAL PAYABLE"
    rows = [("Total goods", invoice.net, "Helvetica")]
    rows += [(f"VAT {plain(row.rate)}%", row.tax, "Helvetica") for row in invoice.tax_rows]
    rows += [(total, invoice.gross, "Helvetica-Bold")]
    for label, amount, font in rows:
        sheet.text(400, top, label, font=font, size=9)
        sheet.text(RIGHT, top, english(amount), font=font, size=9, align="right")
        top += 16


def _payment(sheet: Sheet, invoice: Invoice, top: float) -> None:
    bank = invoice.bank
    if bank and not invoice.is_credit:
        rows = (
            f"Terms: {english_terms(invoice.terms)}",
            f"{bank.name}   Sort code {sort_code(bank.sort_code)}   Account {bank.account_number}",
            f"IBAN {spaced(bank.iban)}",
        )
        sheet.lines(LEFT, top, rows, size=8)
    words = (
        "Claims for shortage or damage must reach us in writing within three working days of delivery. "
        "Pallets are charged if not returned within 60 days. Title passes on payment."
    )
    sheet.paragraph(LEFT, top + 70, words, 300, size=7)
    sheet.text(LEFT, 810, invoice.seller.email, size=7.5, colour=GREY)


LAYOUT = Layout(
    "dense",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id", "iban"},
    EVERY_COLUMN,
    draw,
)
