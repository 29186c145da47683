"""Line items: rows of a headed table, or, without one, rows whose sums prove them to be lines."""

from __future__ import annotations

from p2p.formats.evidence.cells import CellRow, cells_of
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.headings import Heading, headings_of
from p2p.formats.evidence.items import made_line, with_glued_quantity
from p2p.formats.evidence.plain_lines import plain_lines
from p2p.formats.evidence.roles import Roles, roles_of
from p2p.formats.evidence.rows import Row
from p2p.formats.reading import Line

_TOTALS = frozenset(("net", "tax", "gross", "payable", "subtotal", "total", "carried", "extra", "discount", "paid"))
_SUMS = _TOTALS - {"extra", "discount", "paid"}
_ENDINGS = frozenset(("tax", "gross", "payable", "net"))
_WRAP_GAP = 1.6  # row heights: a wrapped description follows closely
_MOST_WRAPS = 5


def lines_of(seen: Evidence) -> tuple[Line, ...]:
    """The document's line items in order; sub-totals and totals are left out."""
    headings = headings_of(seen)
    found: list[Line] = []
    for heading, end in zip(headings, [h.first_row for h in headings[1:]] + [len(seen.rows)], strict=False):
        if heading.is_of_goods:
            found += _section(seen, heading, end)
    return tuple(found) or plain_lines(seen)


def _section(seen: Evidence, heading: Heading, end: int) -> list[Line]:
    """The lines under one heading, over as many pages as they take."""
    rows = seen.rows[heading.last_row + 1 : end]
    cells = [cells_of(seen, row, heading) for row in rows]
    roles = roles_of(heading, cells)
    if "net" not in roles and "unit_price" not in roles:
        return []
    groups: list[list[CellRow]] = []
    has_nets = any(roles.get("net") in cell_row.numbers for cell_row in cells)
    for cell_row in cells:
        if _ends_table(seen, cell_row, roles):
            break
        if _is_total(seen, cell_row, roles):
            continue
        if _is_rebate(seen, cell_row, roles):
            if groups:
                groups[-1].append(cell_row)
        elif _is_item(cell_row, roles, has_nets):
            groups.append([cell_row])
        elif groups and _continues(groups[-1], cell_row, roles):
            groups[-1].append(cell_row)
    return [with_glued_quantity(made_line(group, roles), group, roles) for group in groups]


def _is_rebate(seen: Evidence, row: CellRow, roles: Roles) -> bool:
    """A deduction from the line above: "less 10 %", with its sum below zero and no quantity."""
    net = row.numbers.get(roles.get("net", -1))
    if net is None or net.value >= 0 or roles.get("quantity") in row.numbers:
        return False
    has_rate = any(amount.is_rate for amount in seen.amounts_in.get(row.row.index, []))
    return has_rate or any("discount" in hit.meanings for hit in seen.hits_in.get(row.row.index, []))


def _is_item(row: CellRow, roles: Roles, has_nets: bool) -> bool:
    """A line has its sum (in a table without sums: price and quantity), and something besides."""
    net = row.numbers.get(roles.get("net", -1))
    price = row.numbers.get(roles.get("unit_price", -1))
    quantity = row.numbers.get(roles.get("quantity", -1))
    if net is None:
        return (
            not has_nets
            and price is not None
            and quantity is not None
            and row.text(roles.get("description")) is not None
        )
    if price is not None or quantity is not None:
        return True
    if {"unit_price", "quantity"} & set(roles) and net.value.as_tuple().exponent == 0:
        return False  # a bare whole number under the sums, with nothing to multiply: "Page 2 of 2"
    return (row.text(roles.get("description")) or row.text(roles.get("sku"))) is not None


def _is_total(seen: Evidence, row: CellRow, roles: Roles) -> bool:
    """A label of a total at the start of a segment. With a quantity beside it, it must be all the text."""
    has_quantity = roles.get("quantity") in row.numbers
    has_price = roles.get("unit_price") in row.numbers
    for hit in seen.hits_in.get(row.row.index, []):
        if not hit.meanings & _TOTALS or not seen.starts_segment(hit):
            continue
        if not has_quantity and (hit.meanings & _SUMS or not has_price):
            return True
        if hit.meanings & _SUMS and seen.fills_segment(hit):
            return True
    return False


def _ends_table(seen: Evidence, row: CellRow, roles: Roles) -> bool:
    hits = seen.hits_in.get(row.row.index, [])
    amounts = [amount for amount in seen.amounts_in.get(row.row.index, []) if not amount.is_rate]
    if not amounts:
        return sum(1 for hit in hits if hit.meanings & _SUMS and seen.starts_segment(hit)) >= 2
    if not _is_total(seen, row, roles):
        return False
    return any(hit.meanings & _ENDINGS and not hit.meanings & {"subtotal"} for hit in hits)


def _continues(group: list[CellRow], row: CellRow, roles: Roles) -> bool:
    """Text right under a line, in its text columns: the rest of the description."""
    last: Row = group[-1].row
    if len(group) > _MOST_WRAPS or row.row.top - last.bottom > _WRAP_GAP * last.height:
        return False
    numeric = {roles[role] for role in ("net", "unit_price", "quantity") if role in roles}
    if numeric & set(row.numbers):
        return False
    return any(row.text(roles.get(role)) for role in ("description", "sku"))
