"""One line item out of the rows that it takes up."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from p2p.formats.evidence.amount_fields import spelled
from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.cells import CellRow, counted
from p2p.formats.evidence.roles import Roles
from p2p.formats.evidence.words import around
from p2p.formats.reading import Line

_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)")
_TIMES = ("x", "×")
_POSITION = re.compile(r"^\d{1,3}[.)]?$")


def made_line(rows: list[CellRow], roles: Roles) -> Line:
    """The line of a group of rows: numbers of the first row, text of all."""
    head = rows[0]
    quantity, unit = _quantity(head, roles)
    return Line(
        description=_description(rows, roles),
        sku=head.text(roles.get("sku")),
        quantity=quantity,
        unit=unit,
        unit_price=_money(head.numbers.get(roles.get("unit_price", -1))),
        net=_net(rows, roles),
        tax_rate=_rate(head, roles),
        po_line=head.text(roles.get("order_line")),
        page=head.row.page,
        box=around(tuple(word for row in rows for word in row.row.words)),
    )


def plainly(value: Decimal) -> str:
    """A number without needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(amount: Amount | None) -> str | None:
    return spelled(amount.value) if amount is not None else None


def _net(rows: list[CellRow], roles: Roles) -> str | None:
    """The line's sum, less what the rows under it take off."""
    nets = [row.numbers[roles["net"]].value for row in rows if roles.get("net") in row.numbers]
    return spelled(sum(nets[1:], nets[0])) if nets else None


def _description(rows: list[CellRow], roles: Roles) -> str | None:
    column = roles.get("description", roles.get("sku"))
    plain = [row for row in rows if row is rows[0] or roles.get("net") not in row.numbers]
    parts = [text for row in plain if (text := row.text(column))]
    text = " ".join(parts)
    if "position" not in roles:
        first, _, rest = text.partition(" ")
        text = rest if _POSITION.match(first) and rest and first.endswith((".", ")")) else text
    return text or None


def _quantity(row: CellRow, roles: Roles) -> tuple[str | None, str | None]:
    """The quantity, and its unit: from a column of its own, or printed after the number."""
    column = roles.get("quantity")
    unit = row.text(roles.get("unit"))
    if column is None:
        return None, unit
    words = [word.text for word in row.words.get(column, ())]
    number = row.numbers.get(column)
    if number is not None:
        spoken = [text for text in words if any(char.isalpha() for char in text) and text.lower() not in _TIMES]
        return plainly(number.value), unit or (spoken[0].rstrip(".") if spoken else None)
    for text in words:
        both = counted(text)
        if both:
            return plainly(Decimal(both[0].replace(",", "."))), unit or both[1]
    return None, unit


def _rate(row: CellRow, roles: Roles) -> str | None:
    column = roles.get("tax_rate")
    text = row.text(column)
    found = _RATE.search(text) if text else None
    if found is None:
        return None
    value = Decimal(found[1].replace(",", "."))
    return plainly(value) if value <= 30 else None


def with_glued_quantity(line: Line, rows: list[CellRow], roles: Roles) -> Line:
    """A long sku can run into the quantity ("KEY-0069" is KEY-006 and 9): net ÷ price tells where it ends."""
    if line.quantity is not None or line.sku is None or not line.net or not line.unit_price:
        return line
    price = Decimal(line.unit_price)
    if "quantity" not in roles or not price:
        return line
    quantity = plainly((Decimal(line.net) / price).quantize(Decimal("0.001")))
    if Decimal(quantity) * price != Decimal(line.net) or not line.sku.endswith(quantity):
        return line
    return replace(line, quantity=quantity, sku=line.sku[: -len(quantity)])
