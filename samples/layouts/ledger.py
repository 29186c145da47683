"""An invoice from an old accounts machine: typewriter face, VAT by letter code."""

from decimal import Decimal

from samples.layouts.layout import HEADER, MONEY, UK_ACCOUNT, Layout
from samples.layouts.sheet import Sheet
from samples.layouts.spelling import count, dashed, english, plain, sort_code, vat_number
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

FACE, BOLD = "Courier", "Courier-Bold"
LEFT, RIGHT = 40.0, 555.0
CODES = {Decimal(20): "S", Decimal(5): "L", Decimal(0): "Z"}

TABLE = Table(
    columns=(
        Column("PRODUCT", LEFT, 62, lambda _, line: line.sku),
        Column("DESCRIPTION", LEFT + 68, 190, lambda _, line: line.description.upper()),
        Column("QUANTITY", LEFT + 262, 84, lambda _, line: f"{count(line.quantity)} {line.unit.upper()}", "right"),
        Column("PRICE", LEFT + 352, 50, lambda _, line: plain(line.unit_price), "right"),
        Column("VAT", LEFT + 410, 22, lambda _, line: CODES[line.tax_rate], "centre"),
        Column("VALUE", LEFT + 440, 75, lambda _, line: english(line.net), "right"),
    ),
    look=Look(font=FACE, bold=BOLD, size=9.5, padding=6),
    left=LEFT,
    right=RIGHT,
    bottom=560,
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    seller = invoice.seller
    sheet.text(LEFT, 58, seller.name.upper(), font=BOLD, size=14)
    sheet.lines(LEFT, 74, (*seller.address, f"TEL {seller.phone}"), font=FACE, size=9)
    sheet.text(RIGHT, 58, "CREDIT NOTE" if invoice.is_credit else "INVOICE", font=BOLD, size=18, align="right")
    sheet.text(RIGHT, 78, f"VAT REG {vat_number(seller.vat_id)}", font=FACE, size=9, align="right")
    sheet.lines(LEFT + 20, 170, (invoice.buyer.name, *invoice.buyer.address), font=FACE, size=10)
    _details(sheet, invoice)
    TABLE.draw(sheet, 280, invoice.lines, lambda: _new_page(sheet))
    _analysis(sheet, invoice)
    _totals(sheet, invoice)
    bank = invoice.bank
    if bank and not invoice.is_credit:
        words = f"BACS: {sort_code(bank.sort_code)} {bank.account_number}  {seller.name.upper()}"
        sheet.text(LEFT, 720, words, font=FACE, size=9)
    sheet.text(LEFT, 736, "PLEASE QUOTE THE INVOICE NUMBER WITH YOUR REMITTANCE", font=FACE, size=9)


def _details(sheet: Sheet, invoice: Invoice) -> None:
    rows = (
        ("CREDIT NO :" if invoice.is_credit else "INVOICE NO:", invoice.number),
        ("TAX POINT :", dashed(invoice.issued)),
        ("ORDER REF :", invoice.po_number),
        ("INVOICE   :", invoice.corrects),
        ("DUE       :", "" if invoice.is_credit else dashed(invoice.due)),
    )
    sheet.pairs(340, 170, rows, value_x=420, font=FACE, bold=FACE, size=10)


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _analysis(sheet: Sheet, invoice: Invoice) -> None:
    sheet.text(LEFT, 600, "VAT CODE   RATE %     GOODS       VAT", font=BOLD, size=9)
    rows = (
        f"{CODES[row.rate]:<8}{plain(row.rate):>9}{english(row.net):>10}{english(row.tax):>10}"
        for row in invoice.tax_rows
    )
    sheet.lines(LEFT, 614, rows, font=FACE, size=9)


def _totals(sheet: Sheet, invoice: Invoice) -> None:
    total = "CREDIT GBP" if invoice.is_credit else "TOTAL GBP"
    for top, label, amount, font in (
        (600, "GOODS", invoice.net, FACE),
        (616, "VAT", invoice.tax, FACE),
        (638, total, invoice.gross, BOLD),
    ):
        sheet.text(380, top, label, font=font, size=11)
        sheet.text(RIGHT, top, english(amount), font=font, size=11, align="right")
    sheet.rule(375, 622, RIGHT)
    sheet.rule(375, 644, RIGHT, width=1.4)


LAYOUT = Layout(
    "ledger",
    "en",
    HEADER | MONEY | UK_ACCOUNT | {"due_date", "seller_vat_id"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate"}),
    draw,
)
