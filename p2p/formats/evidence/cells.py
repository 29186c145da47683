"""The cells of one table row: which words stand in which column."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.headings import Column, Heading
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

_REACH = 45.0  # points: how far beside its heading a number may stand
_COUNTED = re.compile(r"^(\d+(?:[.,]\d+)?)([^\W\d][\w().²³/]*)$")
_SIGN = re.compile(r"^(?:[£€$%]|EUR|GBP|USD|CHF|RM)$")
_EDGE = 3.0
_BESIDE = 12.0  # points left of the first heading: what stands there is beside the table
_CLOSE = 0.6  # row heights


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row's words and numbers by column index."""

    row: Row
    words: dict[int, tuple[Word, ...]]
    numbers: dict[int, Amount]

    def text(self, column: int | None) -> str | None:
        """The cell's words, or None for an empty cell."""
        if column is None or not self.words.get(column):
            return None
        return " ".join(word.text for word in self.words[column])


def cells_of(seen: Evidence, row: Row, heading: Heading) -> CellRow:
    """Put each word of the row into the column that it stands in."""
    numbers: dict[int, Amount] = {}
    taken: dict[int, int] = {}
    for amount in sorted(seen.amounts_in.get(row.index, []), key=lambda a: not _is_headed(a, heading)):
        column = _numeric_column(row, amount, heading.columns)
        if column is not None and column not in numbers:
            numbers[column] = amount
            taken |= dict.fromkeys(_with_signs(row, amount), column)
    words: dict[int, list[Word]] = defaultdict(list)
    left = min(column.x0 for column in heading.columns) - _BESIDE
    for start, end in _pieces(row, taken):
        if row.words[start].x0 < left:
            continue
        home = taken.get(start, _left_home(row, start, taken))
        for index in range(start, end):
            if index not in taken:
                home = _text_column(row.words[index], home, heading.columns)
            words[home or 0].append(row.words[index])
    return CellRow(row, {key: tuple(value) for key, value in words.items()}, numbers)


def _is_headed(amount: Amount, heading: Heading) -> bool:
    """Whether the number stands under a numeric heading: these choose their column first."""
    x0, x1 = amount.words[0].x0, amount.words[-1].x1
    return any(column.is_numeric and column.x0 < x1 and column.x1 > x0 for column in heading.columns)


def _left_home(row: Row, start: int, taken: dict[int, int]) -> int | None:
    """A unit or remark right after a number ("3 m²", "19 % VAT") stays in the number's column."""
    return taken.get(start - 1) if start and row.gap(start - 1) <= _CLOSE else None


def _with_signs(row: Row, amount: Amount) -> list[int]:
    """The indexes of the number's words, with a currency or per cent sign that stands alone beside them."""
    indexes = list(range(amount.first, amount.last + 1))
    for index in (amount.first - 1, amount.last + 1):
        if 0 <= index < len(row.words) and _SIGN.match(row.words[index].text):
            indexes.append(index)
    return indexes


def _pieces(row: Row, taken: dict[int, int]) -> list[tuple[int, int]]:
    """Segments of the row, cut also where a placed number begins or ends."""
    cuts: list[tuple[int, int]] = []
    for start, end in row.segments():
        first = start
        for index in range(start + 1, end):
            if taken.get(index) != taken.get(index - 1):
                cuts.append((first, index))
                first = index
        cuts.append((first, end))
    return cuts


def _numeric_column(row: Row, amount: Amount, columns: tuple[Column, ...]) -> int | None:
    """The number's column: the heading it stands under, else the nearest one within reach."""
    if amount.is_rate:
        return _rate_column(amount, columns)
    x0, x1 = amount.words[0].x0, amount.words[-1].x1
    shared = [(min(x1, c.x1) - max(x0, c.x0), i) for i, c in enumerate(columns)]
    overlap, best = max(shared)
    if overlap > 0:
        return best if columns[best].is_numeric else _right_aligned(x1, columns)
    if _is_inside_text(row, amount):
        return None
    near = [(min(abs(x1 - c.x1), abs(x0 - c.x0)), i) for i, c in enumerate(columns) if c.is_numeric]
    if not near:
        return None
    distance, best = min(near)
    return best if distance <= _REACH else None


def _rate_column(amount: Amount, columns: tuple[Column, ...]) -> int | None:
    """A percentage is a rate of tax or of discount, whichever stands nearer."""
    x0, x1 = amount.words[0].x0, amount.words[-1].x1
    near = [(max(0.0, x0 - c.x1, c.x0 - x1), i) for i, c in enumerate(columns) if c.roles & {"tax_rate", "discount"}]
    distance, best = min(near, default=(_REACH + 1, 0))
    return best if distance <= _REACH else None


def _right_aligned(x1: float, columns: tuple[Column, ...]) -> int | None:
    """A number that reaches under a text heading still belongs to the column whose right edge it keeps."""
    near = [(abs(x1 - c.x1), i) for i, c in enumerate(columns) if c.is_numeric]
    if not near:
        return None
    distance, best = min(near)
    return best if distance <= _EDGE else None


def _is_inside_text(row: Row, amount: Amount) -> bool:
    """A number in the midst of words ("27 inch") is part of them."""
    if amount.is_money or not amount.first or row.gap(amount.first - 1) > _CLOSE:
        return False
    return any(char.isalpha() for char in row.words[amount.first - 1].text)


def _text_column(word: Word, home: int | None, columns: tuple[Column, ...]) -> int:
    """A word belongs to the text heading it stands under; else where its neighbour is, or begins."""
    under = [i for i, c in enumerate(columns) if c.x0 - _EDGE <= word.x0 <= c.x1 + _EDGE]
    texts = [i for i in under if not columns[i].is_numeric]
    if texts:
        return texts[0]
    if home is not None:
        return home
    if under:
        return under[0]
    before = [i for i, c in enumerate(columns) if c.x0 - _EDGE <= word.x0 and not c.is_numeric]
    return before[-1] if before else 0


def counted(text: str) -> tuple[str, str] | None:
    """A quantity with its unit in one word: "20Unit(s)", "5kg"."""
    found = _COUNTED.match(text)
    return (found[1], found[2]) if found else None
