"""A statement of account: invoices that were sent before, and nothing to post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.colors import HexColor

from samples.layouts.sheet import Sheet
from samples.layouts.spelling import english, slashed
from samples.truth import FIELDS, Party, Truth

GREEN, PALE = HexColor("#1f6f43"), HexColor("#e7f1ea")
LEFT, RIGHT = 42.0, 553.0
COLUMNS = (LEFT + 4, LEFT + 90, LEFT + 200, LEFT + 360, LEFT + 430, RIGHT - 4)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the account: an invoice (positive) or a payment (negative)."""

    day: date
    reference: str
    kind: str
    amount: Decimal


def draw_statement(seller: Party, buyer: Party, day: date, entries: Sequence[Entry]) -> tuple[bytes, Truth]:
    """The statement as PDF bytes, and what a reader should find: its type, seller, buyer and currency."""
    sheet = Sheet(f"Statement {day:%B %Y}", seller.name)
    _head(sheet, seller, buyer, day)
    bottom = _entries(sheet, entries)
    balance = sum((entry.amount for entry in entries), Decimal(0))
    sheet.text(LEFT + 300, bottom + 24, "Balance outstanding", font="Helvetica-Bold", size=11)
    sheet.text(RIGHT - 4, bottom + 24, f"£{english(balance)}", font="Helvetica-Bold", size=11, align="right")
    sheet.text(LEFT, 780, "This is a statement of your account. It is not an invoice.", size=9)
    found = {
        "document_type": "statement",
        "seller_name": seller.name,
        "buyer_name": buyer.name,
        "currency": "GBP",
    }
    return sheet.finish(), Truth({name: found.get(name) for name in FIELDS})


def _head(sheet: Sheet, seller: Party, buyer: Party, day: date) -> None:
    sheet.text(LEFT, 62, seller.name, font="Helvetica-Bold", size=16, colour=GREEN)
    sheet.lines(LEFT, 78, (", ".join(seller.address), f"{seller.phone}   {seller.email}"), size=8.5)
    sheet.text(LEFT, 140, "STATEMENT OF ACCOUNT", font="Helvetica-Bold", size=18)
    sheet.lines(LEFT, 166, (buyer.name, *buyer.address))
    sheet.pairs(360, 166, (("Statement date", slashed(day)), ("Account", "BRA004")), value_x=450)


def _entries(sheet: Sheet, entries: Sequence[Entry]) -> float:
    top = 270.0
    sheet.box(LEFT, top - 15, RIGHT - LEFT, 22, fill=PALE, stroke=None)
    _row(sheet, top, ("Date", "Reference", "Transaction", "Debit", "Credit", "Balance"), "Helvetica-Bold")
    balance = Decimal(0)
    for entry in entries:
        top += 20
        balance += entry.amount
        debit, credit = (english(abs(entry.amount)), "") if entry.amount > 0 else ("", english(-entry.amount))
        cells = (slashed(entry.day), entry.reference, entry.kind, debit, credit, english(balance))
        _row(sheet, top, cells, "Helvetica")
    sheet.rule(LEFT, top + 8, RIGHT, colour=GREEN)
    return top + 8


def _row(sheet: Sheet, top: float, cells: Sequence[str], font: str) -> None:
    for place, (x, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
        sheet.text(x, top, cell, font=font, size=9, align="right" if place > 2 else "left")
