"""The heading row of a line table: which columns there are, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.labels import columns, squeezed
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

NUMERIC = frozenset(("quantity", "unit_price", "net", "gross", "tax", "tax_rate", "discount"))
UNKNOWN = frozenset(("unknown",))
_LONGEST = 4
_LEAST_OF_OTHERS = 3
_GAP = 1.1
_NEAR_ROWS = 0.9  # row heights between the lines of a heading that is broken over several
_MONEY = frozenset(("net", "gross", "unit_price"))
_THINGS = frozenset(("description", "sku", "quantity"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its heading may mean, and the heading's edges."""

    roles: frozenset[str]
    x0: float
    x1: float

    @property
    def is_numeric(self) -> bool:
        """Whether numbers are expected in it."""
        return bool(self.roles & NUMERIC)


@dataclass(frozen=True, slots=True)
class Heading:
    """Columns from left to right, and the rows that the heading takes up.

    A heading that isn't `is_of_goods` begins another table: it ends the one before.
    """

    columns: tuple[Column, ...]
    first_row: int
    last_row: int
    is_of_goods: bool


def headings_of(seen: Evidence) -> list[Heading]:
    """Every heading row of the document: a table that goes over pages repeats it."""
    found: list[Heading] = []
    for row in seen.rows:
        if found and row.index <= found[-1].last_row:
            continue
        heading = _heading(seen, row)
        if heading is not None:
            found.append(heading)
    return found


def _heading(seen: Evidence, row: Row) -> Heading | None:
    if any(amount.is_money for amount in seen.amounts_in.get(row.index, [])):
        return None
    here = _columns(row)
    if not _is_heading(here):
        return None
    last = row.index
    cells = [list(column) for column in here]
    for other, is_below in _broken_lines(seen, row):
        cells = _merged(cells, list(other.words), is_below)
        last = max(last, other.index)
    made = [_column(tuple(words)) or _unknown(tuple(words)) for words in cells]
    kept = tuple(sorted(made, key=lambda column: column.x0))
    is_of_goods = _names_a_table(kept)
    if not is_of_goods and sum(1 for column in kept if column.roles != UNKNOWN) < _LEAST_OF_OTHERS:
        return None
    return Heading(kept, row.index, last, is_of_goods)


def _is_heading(cells: list[tuple[Word, ...]]) -> bool:
    known = [column for column in map(_column, cells) if column]
    return len(known) >= 2 and len(known) >= len(cells) / 2


def _names_a_table(found: tuple[Column, ...]) -> bool:
    """A table of goods names a thing and a sum of money."""
    roles = [column.roles for column in found]
    has_things = any(role & _THINGS and not role & _MONEY for role in roles)
    return any(role & _MONEY for role in roles) and (has_things or roles[0] == UNKNOWN)


def _columns(row: Row) -> list[tuple[Word, ...]]:
    """The row's words parted into headings: a segment of known phrases is parted into these."""
    found: list[tuple[Word, ...]] = []
    for start, end in row.segments():
        found += _parted(row, start, end)
    return found


def _parted(row: Row, start: int, end: int) -> Iterator[tuple[Word, ...]]:
    found: list[tuple[Word, ...]] = []
    index = start
    while index < end:
        length = next((n for n in range(min(_LONGEST, end - index), 0, -1) if _known(row, index, n)), 0)
        if not length:
            yield row.words[start:end]  # words of the vendor's own among them: one heading
            return
        found.append(row.words[index : index + length])
        index += length
    yield from found


def _known(row: Row, index: int, length: int) -> bool:
    return squeezed(" ".join(word.text for word in row.words[index : index + length])) in columns()


def _column(words: tuple[Word, ...]) -> Column | None:
    roles = columns().get(squeezed(" ".join(word.text for word in words)))
    if roles is None and len(words) > 1:
        none: frozenset[str] = frozenset()
        roles = columns().get(squeezed(words[0].text), none) | columns().get(squeezed(words[-1].text), none)
    if not roles:
        return None
    return Column(roles, min(word.x0 for word in words), max(word.x1 for word in words))


def _unknown(words: tuple[Word, ...]) -> Column:
    """A heading in words of the vendor's own: "What was done"."""
    return Column(UNKNOWN, min(word.x0 for word in words), max(word.x1 for word in words))


def _broken_lines(seen: Evidence, row: Row) -> Iterator[tuple[Row, bool]]:
    """The rows right above and below that carry the rest of a heading: close by, without numbers."""
    for index, is_below in ((row.index - 1, False), (row.index + 1, True)):
        if not 0 <= index < len(seen.rows):
            continue
        other = seen.rows[index]
        gap = other.top - row.bottom if is_below else row.top - other.bottom
        close = other.page == row.page and gap <= _NEAR_ROWS * row.height * 0.6
        if close and not seen.amounts_in.get(index) and _is_heading_rest(other):
            yield other, is_below


def _is_heading_rest(row: Row) -> bool:
    return len(row.words) <= 8 and all(any(char.isalpha() or char in "%./-(#" for char in w.text) for w in row.words)


def _merged(cells: list[list[Word]], words: list[Word], is_below: bool) -> list[list[Word]]:
    """Each word joins the cell that it stands over or under; one with no cell is a cell of its own."""
    fresh: list[list[Word]] = []
    for word in words:
        home = next((cell for cell in cells if _overlap(cell, word)), None)
        if home is None:
            fresh.append([word])
        elif is_below:
            home.append(word)
        else:
            home.insert(sum(1 for other in home if other.top < word.bottom - 1 and other.x0 < word.x0), word)
    return cells + fresh


def _overlap(cell: list[Word], word: Word) -> bool:
    return min(max(w.x1 for w in cell), word.x1) > max(min(w.x0 for w in cell), word.x0)
