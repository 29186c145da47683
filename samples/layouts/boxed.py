"""Boxes side by side, and the totals at the lower left."""

from reportlab.lib.colors import HexColor

from samples.layouts import logos
from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import Sheet
from samples.layouts.spelling import count, dashed, english, english_terms, plain, sort_code, vat_number
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

BROWN, CREAM = HexColor("#5b3a1e"), HexColor("#f6efe6")
ROMAN, BOLD = "Times-Roman", "Times-Bold"
LEFT, RIGHT = 48.0, 547.0

TABLE = Table(
    columns=(
        Column("Item", LEFT + 6, 66, lambda _, line: line.sku),
        Column("Details", LEFT + 78, 200, lambda _, line: line.description),
        Column("Units", LEFT + 284, 62, lambda _, line: f"{count(line.quantity)} {line.unit}", "right"),
        Column("Each", LEFT + 352, 46, lambda _, line: plain(line.unit_price), "right"),
        Column("VAT", LEFT + 404, 32, lambda _, line: f"{count(line.tax_rate)}%", "right"),
        Column("Line total", LEFT + 440, 54, lambda _, line: english(line.net), "right"),
    ),
    look=Look(font=ROMAN, bold=BOLD, size=10, header_fill=BROWN, header_ink=CREAM, rule=BROWN, zebra=CREAM),
    left=LEFT,
    right=RIGHT,
    bottom=600,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    logos.monogram(sheet, LEFT, 36, 58, BROWN, invoice.seller.name)
    seller = invoice.seller
    sheet.text(LEFT + 72, 62, seller.name, font=BOLD, size=18, colour=BROWN)
    sheet.text(LEFT + 72, 80, " · ".join((*seller.address, seller.phone)), font=ROMAN, size=9.5)
    title = "Credit Note" if invoice.is_credit else "Tax Invoice"
    sheet.text(RIGHT, 62, title, font="Times-Italic", size=20, colour=BROWN, align="right")
    _heads(sheet, invoice)
    TABLE.draw(sheet, 258, invoice.lines, lambda: _new_page(sheet))
    _totals(sheet, invoice)
    _payment(sheet, invoice)
    footer = f"{seller.name}, company number {seller.company_number}, VAT number {vat_number(seller.vat_id)}"
    sheet.text((LEFT + RIGHT) / 2, 806, footer, font=ROMAN, size=8.5, align="centre")


def _heads(sheet: Sheet, invoice: Invoice) -> None:
    sheet.box(LEFT, 122, 240, 112, stroke=BROWN, radius=5)
    sheet.box(LEFT + 258, 122, 241, 112, stroke=BROWN, radius=5)
    sheet.text(LEFT + 10, 138, "Sold to", font=BOLD, size=9, colour=BROWN)
    sheet.lines(LEFT + 10, 154, (invoice.buyer.name, *invoice.buyer.address), font=ROMAN, size=10.5)
    rows = (
        ("Document number", invoice.number),
        ("Dated", dashed(invoice.issued)),
        ("Pay by", "" if invoice.is_credit else dashed(invoice.due)),
        ("PO number", invoice.po_number),
        ("Against invoice", invoice.corrects),
    )
    sheet.pairs(LEFT + 270, 142, rows, value_x=LEFT + 372, font=ROMAN, bold=BOLD, size=10.5)
    sheet.lines(LEFT + 270, 216, (english_terms(invoice.terms),), font="Times-Italic", size=9)


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _totals(sheet: Sheet, invoice: Invoice) -> None:
    sheet.box(LEFT, 622, 240, 100, fill=CREAM, stroke=BROWN, radius=5)
    total = "CREDIT TOTAL" if invoice.is_credit else "AMOUNT DUE"
    rows = [("Net", invoice.net)]
    rows += [(f"VAT at {count(row.rate)}% on {english(row.net)}", row.tax) for row in invoice.tax_rows]
    rows += [("Total VAT", invoice.tax)]
    top = 640.0
    for label, amount in rows:
        sheet.text(LEFT + 10, top, label, font=ROMAN, size=10)
        sheet.text(LEFT + 230, top, english(amount), font=ROMAN, size=10, align="right")
        top += 15
    sheet.text(LEFT + 10, 712, f"{total} £", font=BOLD, size=12)
    sheet.text(LEFT + 230, 712, english(invoice.gross), font=BOLD, size=12, align="right")


def _payment(sheet: Sheet, invoice: Invoice) -> None:
    bank = invoice.bank
    if bank is None or invoice.is_credit:
        return
    sheet.text(LEFT + 270, 640, "How to pay", font=BOLD, size=10, colour=BROWN)
    rows = (
        ("Bank", bank.name),
        ("Sort code", sort_code(bank.sort_code)),
        ("Account", bank.account_number),
        ("Quote", invoice.number),
    )
    sheet.pairs(LEFT + 270, 658, rows, value_x=LEFT + 340, font=ROMAN, bold=BOLD, size=10)


LAYOUT = Layout(
    "boxed",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id", "payable"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate"}),
    draw,
)
