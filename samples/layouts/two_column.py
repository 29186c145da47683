"""A modern design: everything about the invoice in a coloured column, the work beside it."""

from reportlab.lib.colors import HexColor, white

from samples.layouts import logos
from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import GREY, HEIGHT, Sheet, wrapped
from samples.layouts.spelling import count, english, english_terms, long_english, sort_code, vat_number
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

TEAL, PALE = HexColor("#0e5a66"), HexColor("#cfe6e9")
SIDE = 178.0
LEFT, RIGHT = 206.0, 560.0

TABLE = Table(
    columns=(
        Column("Service", LEFT, 160, lambda _, line: line.description),
        Column("Quantity", LEFT + 164, 60, lambda _, line: f"{count(line.quantity)} {line.unit}", "right"),
        Column("Rate", LEFT + 230, 52, lambda _, line: f"£{english(line.unit_price)}", "right"),
        Column("Amount", LEFT + 288, 66, lambda _, line: f"£{english(line.net)}", "right"),
    ),
    look=Look(rule=PALE, rows=True, size=9.5, padding=8),
    left=LEFT,
    right=RIGHT,
    bottom=650,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    _side(sheet, invoice)
    seller = invoice.seller
    sheet.text(LEFT, 74, "Credit note" if invoice.is_credit else "Invoice", size=30, colour=TEAL)
    sheet.text(LEFT, 120, "Prepared for", size=8.5, colour=GREY)
    sheet.text(LEFT, 136, invoice.buyer.name, font="Helvetica-Bold", size=12)
    sheet.lines(LEFT, 152, (", ".join(invoice.buyer.address),))
    top = TABLE.draw(sheet, 210, invoice.lines, lambda: _new_page(sheet))
    _totals(sheet, invoice, top + 26)
    sheet.lines(
        LEFT,
        790,
        (
            f"{seller.name}, {', '.join(seller.address)}",
            f"Registered in England and Wales {seller.company_number}   VAT {vat_number(seller.vat_id)}",
        ),
        size=7.5,
        colour=GREY,
    )


def _side(sheet: Sheet, invoice: Invoice) -> None:
    sheet.box(0, 0, SIDE, HEIGHT, fill=TEAL, stroke=None)
    logos.tower(sheet, 28, 44, 40, white)
    name = invoice.seller.name.removesuffix(" Ltd")
    rows_of_name = wrapped(name, "Helvetica-Bold", 13, 100)
    sheet.lines(28, 112, rows_of_name, font="Helvetica-Bold", size=13, colour=white)
    bank = invoice.bank
    paid = bank and not invoice.is_credit
    rows = (
        ("Credit note number" if invoice.is_credit else "Invoice number", invoice.number),
        ("Date of issue", long_english(invoice.issued)),
        ("Payment due", "" if invoice.is_credit else long_english(invoice.due)),
        ("Purchase order", invoice.po_number),
        ("Relates to invoice", invoice.corrects),
        ("Terms", "" if invoice.is_credit else english_terms(invoice.terms)),
        ("Account name", name if paid else ""),
        ("Sort code", sort_code(bank.sort_code) if bank and paid else ""),
        ("Account number", bank.account_number if bank and paid else ""),
        ("Questions?", invoice.seller.email),
    )
    top = 176.0
    for label, value in rows:
        if value:
            sheet.text(28, top, label, size=8, colour=PALE)
            sheet.text(28, top + 14, value, font="Helvetica-Bold", size=9.5, colour=white)
            top += 40


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    sheet.box(0, 0, SIDE, HEIGHT, fill=TEAL, stroke=None)
    return 60.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    rows = [("Subtotal", invoice.net)]
    rows += [(f"VAT @ {count(row.rate)}%", row.tax) for row in invoice.tax_rows]
    for label, amount in rows:
        sheet.text(LEFT + 180, top, label, colour=GREY)
        sheet.text(RIGHT, top, f"£{english(amount)}", align="right")
        top += 18
    sheet.box(LEFT + 168, top - 4, RIGHT - LEFT - 168 + 8, 32, fill=PALE, stroke=None, radius=4)
    label = "Total credited" if invoice.is_credit else "Total due"
    sheet.text(LEFT + 180, top + 16, label, font="Helvetica-Bold", size=12)
    sheet.text(RIGHT, top + 16, f"£{english(invoice.gross)}", font="Helvetica-Bold", size=12, align="right")


LAYOUT = Layout(
    "two_column",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id"},
    frozenset({"description", "quantity", "unit", "unit_price", "net"}),
    draw,
)
