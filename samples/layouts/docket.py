"""A trade counter's form: everything in ruled boxes, captions small above the values."""

from reportlab.lib.colors import HexColor

from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import GREY, Sheet
from samples.layouts.spelling import count, english, english_terms, plain, slashed, sort_code, vat_number
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

RED, PALE = HexColor("#b3261e"), HexColor("#fbeceb")
LEFT, RIGHT = 36.0, 559.0

COLUMNS = (
    Column("Code", LEFT + 5, 66, lambda _, line: line.sku),
    Column("Equipment / service", LEFT + 80, 182, lambda _, line: line.description),
    Column("Qty", LEFT + 270, 30, lambda _, line: count(line.quantity), "right"),
    Column("Per", LEFT + 310, 36, lambda _, line: line.unit),
    Column("Rate £", LEFT + 352, 48, lambda _, line: plain(line.unit_price), "right"),
    Column("VAT%", LEFT + 408, 34, lambda _, line: count(line.tax_rate), "right"),
    Column("Amount £", LEFT + 450, 68, lambda _, line: english(line.net), "right"),
)
TABLE = Table(COLUMNS, Look(header_fill=PALE, rule=RED, rows=True), LEFT, RIGHT, bottom=580)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    seller = invoice.seller
    sheet.text(LEFT, 62, seller.name, font="Helvetica-BoldOblique", size=22, colour=RED)
    sheet.text(LEFT, 78, f"{', '.join(seller.address)}  |  {seller.phone}  |  {seller.email}", size=8.5)
    title = "CREDIT NOTE" if invoice.is_credit else "SALES INVOICE"
    sheet.text(RIGHT, 62, title, font="Helvetica-Bold", size=14, align="right")
    sheet.text(RIGHT, 78, f"VAT No: {vat_number(seller.vat_id)}", size=8.5, align="right")
    sheet.box(LEFT, 96, RIGHT - LEFT, 90, stroke=RED)
    sheet.text(LEFT + 6, 106, "CUSTOMER", size=6.5, colour=GREY)
    sheet.lines(LEFT + 6, 120, (invoice.buyer.name, *invoice.buyer.address), size=10)
    _strip(sheet, invoice)
    bottom = TABLE.draw(sheet, 244, invoice.lines, lambda: _new_page(sheet))
    _grid(sheet, 244 if sheet.page == 1 else 60, bottom)
    _totals(sheet, invoice)
    _payment(sheet, invoice)


def _strip(sheet: Sheet, invoice: Invoice) -> None:
    cells = (
        ("CREDIT NOTE NO." if invoice.is_credit else "INVOICE NO.", invoice.number, 110),
        ("DATE / TAX POINT", slashed(invoice.issued), 90),
        ("YOUR ORDER NO.", invoice.po_number, 110),
        ("INVOICE CREDITED" if invoice.is_credit else "DUE", invoice.corrects or slashed(invoice.due), 90),
        ("TERMS", english_terms(invoice.terms), 123),
    )
    x = LEFT
    for caption, value, width in cells:
        sheet.box(x, 192, width, 38, stroke=RED)
        sheet.text(x + 5, 203, caption, size=6.5, colour=GREY)
        sheet.text(x + 5, 221, value, font="Helvetica-Bold", size=9 if width != 123 else 7.5)
        x += width


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _grid(sheet: Sheet, top: float, bottom: float) -> None:
    sheet.box(LEFT, top, RIGHT - LEFT, bottom - top, stroke=RED)
    for place in (75, 266, 304, 348, 404, 446):
        sheet.box(LEFT + place, top, 0, bottom - top, stroke=RED)


def _totals(sheet: Sheet, invoice: Invoice) -> None:
    total = "CREDIT TOTAL" if invoice.is_credit else "TOTAL"
    rows = (("SUB-TOTAL", invoice.net), ("VAT", invoice.tax), (total, invoice.gross))
    for place, (label, amount) in enumerate(rows):
        top = 606.0 + 24 * place
        sheet.box(RIGHT - 190, top, 190, 24, fill=PALE if place == 2 else None, stroke=RED)
        sheet.text(RIGHT - 182, top + 16, label, font="Helvetica-Bold", size=9.5)
        sheet.text(RIGHT - 6, top + 16, f"£ {english(amount)}", size=10.5, align="right")


def _payment(sheet: Sheet, invoice: Invoice) -> None:
    bank = invoice.bank
    if bank and not invoice.is_credit:
        sheet.text(LEFT, 620, "PAYMENT", size=6.5, colour=GREY)
        rows = (
            f"{bank.name}  {sort_code(bank.sort_code)}  {bank.account_number}",
            "Cheques cannot be accepted",
        )
        sheet.lines(LEFT, 634, rows, size=9)
    words = "Hire charges run until the equipment is off-hired by telephone and an off-hire number is given."
    sheet.paragraph(LEFT, 760, words, 330, size=7.5)
    sheet.text(LEFT, 806, f"Registered in England No. {invoice.seller.company_number}", size=7.5, colour=GREY)


LAYOUT = Layout(
    "docket",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate"}),
    draw,
)
