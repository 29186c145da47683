"""A sole trader's word-processor page: no VAT, no logo, few words."""

from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import Sheet
from samples.layouts.spelling import count, english, long_english, sort_code
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

ROMAN, BOLD = "Times-Roman", "Times-Bold"
LEFT, RIGHT = 64.0, 530.0

TABLE = Table(
    columns=(
        Column("What was done", LEFT, 250, lambda _, line: line.description),
        Column("No.", LEFT + 260, 40, lambda _, line: count(line.quantity), "right"),
        Column("Price", LEFT + 310, 64, lambda _, line: english(line.unit_price), "right"),
        Column("Amount", LEFT + 390, 76, lambda _, line: english(line.net), "right"),
    ),
    look=Look(font=ROMAN, bold=BOLD, size=11, padding=6),
    left=LEFT,
    right=RIGHT,
    bottom=600,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    seller, buyer = invoice.seller, invoice.buyer
    sheet.text(LEFT, 80, seller.name, font=BOLD, size=17)
    sheet.lines(LEFT, 100, (", ".join(seller.address), f"{seller.phone}   {seller.email}"), font=ROMAN, size=11)
    sheet.lines(LEFT, 165, ("To", buyer.name, *buyer.address), font=ROMAN, size=11)
    title = "CREDIT NOTE" if invoice.is_credit else "INVOICE"
    sheet.text(RIGHT, 165, f"{title} No. {invoice.number}", font=BOLD, size=13, align="right")
    reference = f"Your order: {invoice.po_number}" if invoice.po_number else ""
    corrects = f"Credit for invoice {invoice.corrects}" if invoice.corrects else ""
    rows = (f"Date: {long_english(invoice.issued)}", reference, corrects)
    sheet.lines(RIGHT, 186, filter(None, rows), font=ROMAN, size=11, align="right")
    top = TABLE.draw(sheet, 280, invoice.lines, lambda: _new_page(sheet)) + 22
    _totals(sheet, invoice, top)
    _payment(sheet, invoice, top + 90)


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 80.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    for label, amount, font in (
        ("Subtotal", invoice.net, ROMAN),
        ("VAT (not registered)", invoice.tax, ROMAN),
        ("Total", invoice.gross, BOLD),
    ):
        sheet.text(RIGHT - 90, top, label, font=font, size=11, align="right")
        sheet.text(RIGHT, top, f"£{english(amount)}", font=font, size=11, align="right")
        top += 18


def _payment(sheet: Sheet, invoice: Invoice, top: float) -> None:
    bank = invoice.bank
    if bank is None or invoice.is_credit:
        return
    rows = (
        f"Please pay within {invoice.terms.split()[-1]} days. Cheque or bank transfer:",
        f"{bank.name}, sort code {sort_code(bank.sort_code)}, account {bank.account_number}",
        "",
        "Thank you for your business.",
    )
    sheet.lines(LEFT, top, rows, font=ROMAN, size=11)


LAYOUT = Layout(
    "sole_trader",
    "en",
    HEADER | MONEY | UK_ACCOUNT,
    frozenset({"description", "quantity", "unit_price", "net"}),
    draw,
)
