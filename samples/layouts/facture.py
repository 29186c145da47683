"""A French invoice with its legal mentions and a grid for the totals."""

from reportlab.lib.colors import HexColor

from samples.layouts import logos
from samples.layouts.layout import HEADER, MONEY, Layout
from samples.layouts.sheet import GREY, Sheet
from samples.layouts.spelling import count, french, long_french, slashed, spaced
from samples.layouts.table import Column, Look, Table
from samples.truth import Invoice

PLUM, PALE = HexColor("#6a1b4d"), HexColor("#f5e9f0")
LEFT, RIGHT = 45.0, 550.0

TABLE = Table(
    columns=(
        Column("Réf.", LEFT + 5, 60, lambda _, line: line.sku),
        Column("Désignation", LEFT + 70, 196, lambda _, line: line.description),
        Column("Qté", LEFT + 270, 30, lambda _, line: count(line.quantity), "right"),
        Column("Unité", LEFT + 308, 42, lambda _, line: line.unit),
        Column("P.U. HT", LEFT + 352, 50, lambda _, line: french(line.unit_price), "right"),
        Column("TVA", LEFT + 408, 34, lambda _, line: f"{count(line.tax_rate)} %", "right"),
        Column("Montant HT", LEFT + 446, 54, lambda _, line: french(line.net), "right"),
    ),
    look=Look(header_fill=PLUM, header_ink=PALE, rule=PLUM, zebra=PALE),
    left=LEFT,
    right=RIGHT,
    bottom=600,
)
MENTIONS = (
    "En cas de retard de paiement, indemnité forfaitaire pour frais de recouvrement de 40 € et pénalités au "
    "taux de trois fois l'intérêt légal (art. L441-10 du code de commerce). "
    "Pas d'escompte pour paiement anticipé."
)


def draw(sheet: Sheet, invoice: Invoice) -> None:
    seller = invoice.seller
    logos.monogram(sheet, LEFT, 36, 50, PLUM, seller.name)
    sheet.text(LEFT + 62, 56, seller.name, font="Helvetica-Bold", size=14, colour=PLUM)
    sheet.lines(LEFT + 62, 70, (", ".join(seller.address), f"Tél. {seller.phone} - {seller.email}"), size=8.5)
    sheet.text(RIGHT, 60, "AVOIR" if invoice.is_credit else "FACTURE", font="Helvetica-Bold", size=22, align="right")
    sheet.text(RIGHT, 78, f"N° {invoice.number}", font="Helvetica-Bold", size=11, align="right")
    _heads(sheet, invoice)
    top = TABLE.draw(sheet, 250, invoice.lines, lambda: _new_page(sheet))
    _totals(sheet, invoice, top + 16)
    _foot(sheet, invoice)


def _heads(sheet: Sheet, invoice: Invoice) -> None:
    rows = (
        ("Date de facture :", long_french(invoice.issued)),
        ("Date d'échéance :", "" if invoice.is_credit else long_french(invoice.due)),
        ("Votre commande n° :", invoice.po_number),
        ("Avoir sur facture n° :", invoice.corrects),
        ("Devise :", invoice.currency),
    )
    sheet.pairs(LEFT, 136, rows, value_x=LEFT + 108)
    sheet.box(LEFT + 275, 118, 230, 100, stroke=PLUM)
    sheet.text(LEFT + 285, 134, "Facturé à", size=8, colour=GREY)
    sheet.lines(LEFT + 285, 149, (invoice.buyer.name, *invoice.buyer.address, "Royaume-Uni"))


def _new_page(sheet: Sheet) -> float:
    sheet.next_page()
    return 60.0


def _totals(sheet: Sheet, invoice: Invoice, top: float) -> None:
    symbol = {"EUR": "€", "GBP": "£"}[invoice.currency]
    total = "Total à déduire TTC" if invoice.is_credit else "Total TTC"
    rows = [("Total HT", invoice.net)]
    rows += [(f"TVA {count(row.rate)} %", row.tax) for row in invoice.tax_rows]
    rows += [(total, invoice.gross)]
    for place, (label, amount) in enumerate(rows, start=1):
        last = place == len(rows)
        font = "Helvetica-Bold" if last else "Helvetica"
        sheet.box(LEFT + 300, top, 205, 20, fill=PALE if last else None, stroke=PLUM)
        sheet.text(LEFT + 308, top + 14, label, font=font, size=10)
        sheet.text(RIGHT - 8, top + 14, f"{french(amount)} {symbol}", font=font, size=10, align="right")
        top += 20
    if not invoice.tax:
        sheet.text(LEFT, top - 6, "Exonération de TVA, article 262 I du CGI", size=8.5)


def _foot(sheet: Sheet, invoice: Invoice) -> None:
    seller, bank = invoice.seller, invoice.bank
    if bank and not invoice.is_credit:
        sheet.text(
            LEFT,
            690,
            f"Règlement par virement avant le {slashed(invoice.due)}",
            font="Helvetica-Bold",
            size=9,
        )
        sheet.text(LEFT, 704, f"{bank.name} - IBAN : {spaced(bank.iban)} - BIC : {bank.bic}", size=9)
    sheet.paragraph(LEFT, 740, MENTIONS, RIGHT - LEFT, size=7.5)
    registration = f"{seller.name} au capital de 60 000 € - {seller.company_number} - TVA {seller.vat_id}"
    sheet.text((LEFT + RIGHT) / 2, 808, registration, size=8, colour=GREY, align="centre")


LAYOUT = Layout(
    "facture",
    "fr",
    HEADER | MONEY | {"due_date", "seller_vat_id", "iban"},
    frozenset({"description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate"}),
    draw,
)
