"""Which numeric column is the quantity, the unit price, the line's net: by heading, proved by multiplying."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from p2p.formats.evidence.cells import CellRow
from p2p.formats.evidence.headings import Heading

_HEADED = 1.0
_SECOND_CHOICE = 0.2
_UNHEADED = -0.6
_PROVED = 2.5
_TEXTS = frozenset(("description", "sku", "unknown"))
_PER_MISSING = -0.3
_TOLERANCE = Decimal("0.012")

_BY_HEADING = ("position", "unit", "order_line", "tax_rate", "discount", "tax", "gross")

Roles = dict[str, int]


def roles_of(heading: Heading, rows: list[CellRow]) -> Roles:
    """Column index by role. Text roles by heading alone; number roles by the best product."""
    found: Roles = {}
    for role in _BY_HEADING:
        fitting = [i for i, c in enumerate(heading.columns) if role in c.roles and i not in found.values()]
        if fitting:
            found[role] = min(fitting, key=lambda i: (len(heading.columns[i].roles), i))
    found |= _things(heading, rows, found)
    found |= _number_roles(heading, rows, found)
    return _without_clashes(found)


def _things(heading: Heading, rows: list[CellRow], taken: Roles) -> Roles:
    """The description is the text column that says most; another one beside it is the sku."""
    fitting = [i for i, c in enumerate(heading.columns) if c.roles & _TEXTS and i not in taken.values()]
    named = [i for i in fitting if heading.columns[i].roles & {"description", "sku"}]
    candidates = named if any("description" in heading.columns[i].roles for i in named) else fitting
    if not candidates:
        return {}
    description = max(candidates, key=lambda i: (_length(rows, i), "description" in heading.columns[i].roles))
    if "description" not in heading.columns[description].roles and len(named) == 1 == len(candidates):
        return {"sku": description}
    others = [i for i in named if i != description]
    return {"description": description, **({"sku": others[0]} if others else {})}


def _length(rows: list[CellRow], column: int) -> float:
    """Letters of a typical cell, in rows that carry numbers."""
    texts = [text for row in rows if len(row.numbers) >= 2 and (text := row.text(column))]
    return sum(sum(char.isalpha() for char in text) for text in texts) / len(texts) if texts else 0.0


def _number_roles(heading: Heading, rows: list[CellRow], texts: Roles) -> Roles:
    numeric: list[int | None] = [i for i, c in enumerate(heading.columns) if c.is_numeric]
    numeric.append(None)
    best: tuple[float, Roles] = (-9.0, {})
    for quantity, price, net in product(numeric, repeat=3):
        chosen = {"quantity": quantity, "unit_price": price, "net": net}
        given = [index for index in chosen.values() if index is not None]
        if len(set(given)) < len(given):
            continue
        points = _points(heading, rows, chosen, texts)
        if points > best[0]:
            best = (points, {role: index for role, index in chosen.items() if index is not None})
    return best[1]


def _points(heading: Heading, rows: list[CellRow], chosen: dict[str, int | None], texts: Roles) -> float:
    points = 0.0
    for role, index in chosen.items():
        if index is None:
            points += _PER_MISSING
        elif role in heading.columns[index].roles and "position" in heading.columns[index].roles:
            points += _SECOND_CHOICE - _HEADED
        elif role in heading.columns[index].roles:
            points += _HEADED + (0.1 * index if role == "net" else 0.0)
        else:
            points += _UNHEADED
    proofs = [_proves(row, chosen, texts.get("discount")) for row in rows]
    told = [proof for proof in proofs if proof is not None]
    return points + (_PROVED * sum(told) / len(told) if told else 0.0)


def _proves(row: CellRow, chosen: dict[str, int | None], discount: int | None) -> bool | None:
    """Whether quantity × price is the net in this row, with or without the discount; None if it can't say."""
    numbers = [row.numbers.get(index) if index is not None else None for index in chosen.values()]
    if any(number is None for number in numbers):
        return None
    quantity, price, net = (number.value for number in numbers if number is not None)
    rebate = row.numbers.get(discount) if discount is not None else None
    factors = [Decimal(1)]
    if rebate is not None and 0 < rebate.value < 100:
        factors.append(1 - rebate.value / 100)
    return any(abs(quantity * price * factor - net) <= _TOLERANCE for factor in factors)


def _without_clashes(found: Roles) -> Roles:
    """A column that numbers claimed is no text column as well."""
    claimed = {found[role] for role in ("quantity", "unit_price", "net") if role in found}
    spare = ("quantity", "unit_price", "net")
    return {role: index for role, index in found.items() if role in spare or index not in claimed}
