"""A British invoice as accounts packages print it, with a box of VAT per rate."""

from reportlab.lib.colors import HexColor

from samples.layouts import logos
from samples.layouts.layout import EVERY_COLUMN, HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import Sheet
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

GREEN = HexColor("#1f6f43")
PALE = HexColor("#e7f1ea")
LEFT, RIGHT = 42.0, 553.0

TABLE = Table(
    columns=(
        Column("Qty", LEFT + 4, 32, lambda _, line: count(line.quantity), "right"),
        Column("Unit", LEFT + 44, 36, lambda _, line: line.unit),
        Column("Product code", LEFT + 84, 76, lambda _, line: line.sku),
        Column("Description", LEFT + 164, 176, lambda _, line: line.description),
        Column("Unit price", LEFT + 344, 54, lambda _, line: plain(line.unit_price), "right"),
        Column("VAT %", LEFT + 402, 38, lambda _, line: plain(line.tax_rate), "right"),
        Column("Net amount", LEFT + 444, 63, lambda _, line: english(line.net), "right"),
    ),
    look=Look(header_fill=PALE, rule=GREEN, rows=True),
    left=LEFT,
    right=RIGHT,
    bottom=590,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    _letterhead(sheet, invoice)
    _addressee(sheet, invoice)
    TABLE.draw(sheet, 285, invoice.lines, lambda: _new_page(sheet))
    _vat_summary(sheet, invoice)
    _totals(sheet, invoice)
    _payment(sheet, invoice)


def _letterhead(sheet: Sheet, invoice: Invoice) -> None:
    logos.leaf(sheet, LEFT, 38, 46, GREEN)
    seller = invoice.seller
    sheet.text(LEFT + 56, 62, seller.name, font="Helvetica-Bold", size=16, colour=GREEN)
    sheet.text(LEFT + 56, 77, f"VAT Reg No. {vat_number(seller.vat_id)}    Co. Reg. {seller.company_number}", size=8)
    sheet.lines(RIGHT, 50, (*seller.address, f"Tel: {seller.phone}", seller.email), size=8.5, align="right")


def _addressee(sheet: Sheet, invoice: Invoice) -> None:
    title = "CREDIT NOTE" if invoice.is_credit else "INVOICE"
    sheet.text(LEFT, 150, title, font="Helvetica-Bold", size=20)
    sheet.box(LEFT, 165, 250, 92)
    sheet.text(LEFT + 8, 179, "Invoice to:", font="Helvetica-Bold", size=8.5)
    sheet.lines(LEFT + 8, 194, (invoice.buyer.name, *invoice.buyer.address))
    number = "Credit note no." if invoice.is_credit else "Invoice no."
    rows = (
        (number, invoice.number),
        ("Date / tax point", slashed(invoice.issued)),
        ("Due date", "" if invoice.is_credit else slashed(invoice.due)),
        ("Your order no.", invoice.po_number),
        ("Our invoice no.", invoice.corrects),
        ("Terms", "" if invoice.is_credit else english_terms(invoice.terms)),
    )
    sheet.pairs(330, 176, rows, value_x=425)


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _vat_summary(sheet: Sheet, invoice: Invoice) -> None:
    top = 616.0
    sheet.box(LEFT, top - 14, 220, 24 + 14 * len(invoice.tax_rows))
    sheet.text(LEFT + 8, top, "VAT rate", font="Helvetica-Bold", size=8.5)
    sheet.text(LEFT + 140, top, "Goods", font="Helvetica-Bold", size=8.5, align="right")
    sheet.text(LEFT + 210, top, "VAT", font="Helvetica-Bold", size=8.5, align="right")
    for row in invoice.tax_rows:
        top += 14
        sheet.text(LEFT + 8, top, f"{plain(row.rate)}%", size=8.5)
        sheet.text(LEFT + 140, top, english(row.net), size=8.5, align="right")
        sheet.text(LEFT + 210, top, english(row.tax), size=8.5, align="right")


def _totals(sheet: Sheet, invoice: Invoice) -> None:
    total = "Total credit" if invoice.is_credit else "Invoice total"
    for top, label, amount, font in (
        (616, "Total net", invoice.net, "Helvetica"),
        (632, "Total VAT", invoice.tax, "Helvetica"),
        (652, f"{total} (GBP)", invoice.gross, "Helvetica-Bold"),
    ):
        sheet.text(360, top, label, font=font, size=10)
        sheet.text(RIGHT - 4, top, f"£{english(amount)}", font=font, size=10, align="right")
    sheet.rule(355, 639, RIGHT, colour=GREEN)
    sheet.rule(355, 659, RIGHT, width=1.2, colour=GREEN)


def _payment(sheet: Sheet, invoice: Invoice) -> None:
    sheet.rule(LEFT, 706, RIGHT, colour=GREEN)
    bank = invoice.bank
    if bank and not invoice.is_credit:
        sheet.text(LEFT, 722, "Please pay by BACS to:", font="Helvetica-Bold", size=9)
        uk_account = f"Sort code {sort_code(bank.sort_code)}    Account no. {bank.account_number}"
        sheet.text(LEFT, 737, f"{bank.name}    {uk_account}", size=9)
        sheet.text(LEFT, 751, f"IBAN {spaced(bank.iban)}    BIC {bank.bic}", size=9)
    sheet.text(LEFT, 800, "Goods remain our property until paid for in full. E. & O. E.", size=7.5)


LAYOUT = Layout(
    "classic",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id", "iban"},
    EVERY_COLUMN,
    draw,
)
