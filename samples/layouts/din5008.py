"""A German business letter after DIN 5008: address window, information block, three-part foot."""

from reportlab.lib.colors import HexColor

from samples.layouts.layout import HEADER, MONEY, Layout
from samples.layouts.sheet import GREY, Sheet
from samples.layouts.spelling import count, dotted, german, spaced
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

BLUE = HexColor("#003b7a")
LEFT, RIGHT = 71.0, 538.0

TABLE = Table(
    columns=(
        Column("Pos.", LEFT, 26, lambda number, _: str(number)),
        Column("Artikel-Nr.", LEFT + 30, 58, lambda _, line: line.sku),
        Column("Bezeichnung", LEFT + 92, 168, lambda _, line: line.description),
        Column("Menge", LEFT + 262, 36, lambda _, line: count(line.quantity), "right"),
        Column("Einheit", LEFT + 306, 36, lambda _, line: line.unit),
        Column("Einzelpreis", LEFT + 346, 56, lambda _, line: german(line.unit_price), "right"),
        Column("Gesamt", LEFT + 408, 59, lambda _, line: german(line.net), "right"),
    ),
    look=Look(rows=True, rule=GREY),
    left=LEFT,
    right=RIGHT,
    bottom=640,
)
ZERO_RATED = "Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1a UStG."


def draw(sheet: Sheet, invoice: Invoice) -> None:
    _letterhead(sheet, invoice)
    _information(sheet, invoice)
    title = "Gutschrift (Rechnungskorrektur)" if invoice.is_credit else "Rechnung"
    sheet.text(LEFT, 292, f"{title} Nr. {invoice.number}", font="Helvetica-Bold", size=13)
    opening = f"zu unserer Rechnung {invoice.corrects}" if invoice.corrects else "vielen Dank für Ihren Auftrag"
    rows = ("Sehr geehrte Damen und Herren,", "", f"{opening}. Wir berechnen Ihnen:")
    sheet.lines(LEFT, 316, rows)
    top = TABLE.draw(sheet, 364, invoice.lines, lambda: _new_page(sheet))
    _totals(sheet, invoice, top + 18)
    _foot(sheet, invoice)


def _letterhead(sheet: Sheet, invoice: Invoice) -> None:
    seller = invoice.seller
    sheet.text(RIGHT, 66, seller.name, font="Helvetica-Bold", size=17, colour=BLUE, align="right")
    sheet.rule(LEFT, 78, RIGHT, width=1.4, colour=BLUE)
    sender = " · ".join((seller.name, *seller.address))
    sheet.text(LEFT, 140, sender, size=7, colour=GREY)
    sheet.rule(LEFT, 143, LEFT + 230, width=0.3, colour=GREY)
    country = ("GROSSBRITANNIEN",) if invoice.buyer.country == "GB" else ()
    sheet.lines(LEFT, 158, (invoice.buyer.name, *invoice.buyer.address, *country), size=10.5)


def _information(sheet: Sheet, invoice: Invoice) -> None:
    rows = (
        ("Rechnungsnummer:", invoice.number),
        ("Rechnungsdatum:", dotted(invoice.issued)),
        ("Ihre Bestellung:", invoice.po_number),
        ("Leistungsdatum:", "wie Rechnungsdatum"),
        ("USt-IdNr.:", invoice.seller.vat_id),
        ("Ihre USt-IdNr.:", invoice.buyer.vat_id),
        ("Telefon:", invoice.seller.phone),
    )
    sheet.pairs(350, 158, rows, value_x=442, bold="Helvetica", size=9)


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 80.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    symbol = {"EUR": "€", "GBP": "GBP"}[invoice.currency]
    total = "Gutschriftsbetrag" if invoice.is_credit else "Rechnungsbetrag"
    rows = [("Nettobetrag", invoice.net, "Helvetica")]
    rows += [(f"Umsatzsteuer {count(row.rate)} %", row.tax, "Helvetica") for row in invoice.tax_rows]
    rows += [(total, invoice.gross, "Helvetica-Bold")]
    for label, amount, font in rows:
        sheet.text(LEFT + 290, top, label, font=font, size=10)
        sheet.text(RIGHT, top, f"{german(amount)} {symbol}", font=font, size=10, align="right")
        top += 16
    notes = [ZERO_RATED] if not invoice.tax else []
    if not invoice.is_credit:
        notes.append(f"Zahlbar ohne Abzug bis zum {dotted(invoice.due)}.")
    sheet.lines(LEFT, top + 14, notes)


def _foot(sheet: Sheet, invoice: Invoice) -> None:
    seller, bank = invoice.seller, invoice.bank
    sheet.rule(LEFT, 758, RIGHT, width=0.4, colour=GREY)
    account = (f"Bank: {bank.name}", f"IBAN: {spaced(bank.iban)}", f"BIC: {bank.bic}") if bank else ()
    columns = (
        (LEFT, (seller.name, *seller.address)),
        (LEFT + 150, (f"Amtsgericht Stuttgart {seller.company_number}", seller.email)),
        (LEFT + 330, account),
    )
    for x, rows in columns:
        sheet.lines(x, 772, rows, size=7.5, colour=GREY)


LAYOUT = Layout(
    "din5008",
    "de",
    HEADER | MONEY | {"due_date", "seller_vat_id", "iban"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net"}),
    draw,
)
