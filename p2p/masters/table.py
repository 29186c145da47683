"""A CSV file as rows of cells with their line numbers. Comma-separated UTF-8, header order free. Pure.

Every column must be there and no other may be: a mistyped heading would otherwise blank what is stored.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from p2p.masters.faults import Fault

Parser = Callable[[str], Any]
Columns = Mapping[str, Parser]


@dataclass(frozen=True, slots=True)
class Row:
    """The parsed values of one row by column, and the line on which it begins."""

    line: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Table:
    """The sound rows of a file, and what is wrong with the others."""

    file: str
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_table(file: str, content: bytes, columns: Columns) -> Table:
    """Parse each cell with its column's parser, whose ValueError is the sentence for people. Never raises."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unreadable(file, line, "is not UTF-8 text; save the file as CSV UTF-8")
    reader = _Lines(text)
    try:
        header = [cell.strip().lower() for cell in next(reader, (1, []))[1]]
        if faults := _header_faults(file, header, columns):
            return Table(file, (), tuple(faults))
        return _rows(file, header, reader, columns)
    except csv.Error as error:
        return _unreadable(file, reader.line, f"is not readable as CSV ({error}); check its quotation marks")


class _Lines:
    """Records with the line on which each begins; blank lines are passed over."""

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self.line = 1

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self

    def __next__(self) -> tuple[int, list[str]]:
        while True:
            self.line = self._reader.line_num + 1
            cells = next(self._reader)
            if any(cell.strip() for cell in cells):
                return self.line, cells


def _rows(file: str, header: list[str], lines: _Lines, columns: Columns) -> Table:
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in lines:
        if len(cells) != len(header):
            what = f"has {len(cells)} cells where the header has {len(header)}; quote a cell that holds a comma"
            faults.append(Fault(file=file, line=line, what=what))
            continue
        values, wrong = _parsed(dict(zip(header, cells, strict=True)), columns)
        faults += [Fault(file=file, line=line, column=column, what=what) for column, what in wrong]
        if not wrong:
            rows.append(Row(line, values))
    return Table(file, tuple(rows), tuple(faults))


def _parsed(cells: dict[str, str], columns: Columns) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    values: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for column, parse in columns.items():
        try:
            values[column] = parse(_clean(cells[column]))
        except ValueError as error:
            wrong.append((column, str(error)))
    return values, wrong


def _clean(cell: str) -> str:
    """One line without outer space; ValueError for characters that nobody can have typed."""
    text = " ".join(cell.split())
    if hidden := next((char for char in text if unicodedata.category(char) in ("Cc", "Cs")), None):
        raise ValueError(f"holds an invisible character (U+{ord(hidden):04X}); delete it")
    return text


def _header_faults(file: str, header: Sequence[str], columns: Columns) -> list[Fault]:
    if not header:
        return [Fault(file=file, line=1, what=f"the file is empty; its header should be {','.join(columns)}")]
    if len(header) == 1 and len(columns) > 1 and (found := next((char for char in ";\t|" if char in header[0]), "")):
        name = "tabs" if found == "\t" else f"{found!r}"
        return [Fault(file=file, line=1, what=f"columns are separated by {name}; save the file with commas")]
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    twice = sorted({column for column in header if header.count(column) > 1 and column in columns})
    return [
        *(Fault(file=file, line=1, column=name, what="is missing from the header; add it") for name in missing),
        *(
            Fault(
                file=file,
                line=1,
                column=name or "(unnamed)",
                what=f"is not known; correct or delete it. Known are {','.join(columns)}",
            )
            for name in unknown
        ),
        *(Fault(file=file, line=1, column=name, what="is there twice; delete one") for name in twice),
    ]


def _unreadable(file: str, line: int, what: str) -> Table:
    return Table(file, (), (Fault(file=file, line=line, what=what),))
