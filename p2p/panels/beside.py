"""Things side by side, property by property: what the document says and what it is held against. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Same = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """One of the things. `case` is the id of the case that it is, "" where it is none; `hint` a word on it."""

    title: str
    hint: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A property of one thing. `mark` says how it compares with the first: "same", "differs", or nothing."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One property of all of them; `differs` where any of them has another one than the first."""

    label: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The table: the first column is what is asked about."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> tuple[tuple[Row, tuple[tuple[Column, Cell], ...]], ...]:
        """Each row, its cells with what they are of: where there is no room for columns, each says it by itself."""
        return tuple((row, tuple(zip(self.columns, row.cells, strict=True))) for row in self.rows)


def identical(one: str, other: str) -> bool:
    """The same text, capitals and spaces aside."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def beside(columns: Iterable[Column], rows: Iterable[Row | None]) -> Beside:
    """The table without rows that say nothing of anything."""
    return Beside(tuple(columns), tuple(row for row in rows if row))


def row(label: str, values: Sequence[str], same: Same | None = identical) -> Row | None:
    """The property of each, held against that of the first; None where none of them has it.

    What one of the two doesn't state is neither the same nor different; nor is anything without `same`.
    """
    if not any(values):
        return None
    first, *others = values
    cells = (Cell(first), *(Cell(other, _mark(first, other, same)) for other in others))
    return Row(label, cells, differs=any(cell.mark == "differs" for cell in cells))


def _mark(first: str, other: str, same: Same | None) -> str:
    if same is None or not (first and other):
        return ""
    return "same" if same(first, other) else "differs"
