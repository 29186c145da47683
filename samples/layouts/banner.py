"""A service company's bill: a coloured band, the amount due in a frame, a slip to pay with."""

from reportlab.lib.colors import HexColor, white

from samples.layouts import logos
from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import GREY, WIDTH, Sheet
from samples.layouts.spelling import count, english, long_english, sort_code, spaced, vat_number
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

VIOLET, PALE = HexColor("#4b2e83"), HexColor("#eeeaf6")
LEFT, RIGHT = 40.0, 555.0

TABLE = Table(
    columns=(
        Column("Description of charge", LEFT, 214, lambda _, line: line.description),
        Column("Ref", LEFT + 220, 62, lambda _, line: line.sku),
        Column("No. of units", LEFT + 286, 76, lambda _, line: f"{count(line.quantity)} x {line.unit}", "right"),
        Column("Charge (£)", LEFT + 368, 64, lambda _, line: english(line.unit_price), "right"),
        Column("Total (£)", LEFT + 440, 70, lambda _, line: english(line.net), "right"),
    ),
    look=Look(rule=VIOLET, size=9.5, padding=6, zebra=PALE),
    left=LEFT,
    right=RIGHT,
    bottom=590,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    seller = invoice.seller
    sheet.box(0, 0, WIDTH, 86, fill=VIOLET, stroke=None)
    logos.rings(sheet, LEFT, 22, 42, white)
    sheet.text(LEFT + 56, 50, seller.name, font="Helvetica-Bold", size=19, colour=white)
    sheet.text(LEFT + 56, 66, ", ".join(seller.address), size=8.5, colour=PALE)
    sheet.text(RIGHT, 50, "CREDIT NOTE" if invoice.is_credit else "VAT INVOICE", size=15, colour=white, align="right")
    sheet.lines(LEFT, 126, (invoice.buyer.name, *invoice.buyer.address), size=10)
    _callout(sheet, invoice)
    _details(sheet, invoice)
    top = TABLE.draw(sheet, 288, invoice.lines, lambda: _new_page(sheet))
    _totals(sheet, invoice, top + 20)
    _slip(sheet, invoice)


def _callout(sheet: Sheet, invoice: Invoice) -> None:
    sheet.box(RIGHT - 200, 108, 200, 78, stroke=VIOLET, radius=6)
    label = "Credit to your account" if invoice.is_credit else "Amount due"
    sheet.text(RIGHT - 188, 126, label, size=10, colour=GREY)
    sheet.text(RIGHT - 188, 152, f"£{english(invoice.gross)}", font="Helvetica-Bold", size=22, colour=VIOLET)
    if not invoice.is_credit:
        sheet.text(RIGHT - 188, 174, f"to be paid by {long_english(invoice.due)}", size=9)


def _details(sheet: Sheet, invoice: Invoice) -> None:
    heads = (
        ("Credit note number" if invoice.is_credit else "Invoice number", invoice.number),
        ("Invoice date (tax point)", long_english(invoice.issued)),
        ("Your purchase order", invoice.po_number),
        ("Credits invoice", invoice.corrects),
    )
    x = LEFT
    for label, value in heads:
        if value:
            sheet.text(x, 234, label, size=8, colour=GREY)
            sheet.text(x, 250, value, font="Helvetica-Bold", size=10.5)
            x += 132


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    rows = [("Total charges excluding VAT", invoice.net, "Helvetica")]
    rows += [(f"VAT at {count(row.rate)}%", row.tax, "Helvetica") for row in invoice.tax_rows]
    rows += [("Total including VAT", invoice.gross, "Helvetica-Bold")]
    for label, amount, font in rows:
        sheet.text(LEFT + 290, top, label, font=font)
        sheet.text(RIGHT - 5, top, english(amount), font=font, align="right")
        top += 17


def _slip(sheet: Sheet, invoice: Invoice) -> None:
    seller, bank = invoice.seller, invoice.bank
    sheet.canvas.setDash(3, 3)
    sheet.rule(LEFT, 664, RIGHT, colour=GREY)
    sheet.canvas.setDash()
    if bank and not invoice.is_credit:
        sheet.text(LEFT, 686, "Bank transfer", font="Helvetica-Bold", size=11, colour=VIOLET)
        rows = (
            ("Sort code", sort_code(bank.sort_code)),
            ("Account number", bank.account_number),
            ("IBAN", spaced(bank.iban)),
            ("Reference", invoice.number),
        )
        sheet.pairs(LEFT, 706, rows, value_x=LEFT + 100)
    registration = f"VAT registration {vat_number(seller.vat_id)} | Company number {seller.company_number}"
    sheet.text(LEFT, 808, f"{registration} | {seller.email}", size=7.5, colour=GREY)


LAYOUT = Layout(
    "banner",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id", "iban", "payable"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net"}),
    draw,
)
