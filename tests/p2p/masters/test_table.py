"""CSV files: what is read, and where a fault is said to be."""

from typing import Any

import pytest

from p2p.masters import cells
from p2p.masters.table import read_table

HEADER = b"code,day,note\n"
COLUMNS = {"code": cells.text(8, required=True), "day": cells.day, "note": cells.text(40)}


def rows(content: bytes) -> list[tuple[int, dict[str, Any]]]:
    table = read_table("some.csv", content, COLUMNS)
    assert table.faults == ()
    return [(row.line, {name: str(value) for name, value in row.values.items()}) for row in table.rows]


def faults(content: bytes) -> list[str]:
    return [str(fault) for fault in read_table("some.csv", content, COLUMNS).faults]


@pytest.mark.parametrize(
    "content",
    [
        b"code,day,note\nA,2026-03-01,hello\n",
        b"\xef\xbb\xbfcode,day,note\r\nA,2026-03-01,hello\r\n",
        b'day,note,code\n2026-03-01,"hello",A',
        b" Code ,DAY,note\n  A ,2026-03-01, hello\n",
    ],
)
def test_order_of_columns_line_ends_and_byte_order_marks_are_free(content: bytes) -> None:
    assert rows(content) == [(2, {"code": "A", "day": "2026-03-01", "note": "hello"})]


def test_blank_lines_are_passed_over_and_lines_counted_on() -> None:
    content = b'code,day,note\n\nA,2026-03-01,"two\nlines"\n,,\nB,2026-03-02,x\n'
    assert [(line, row["note"]) for line, row in rows(content)] == [(3, "two lines"), (6, "x")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1: the file is empty; its header should be code,day,note"),
        (b"code;day;note\n", "line 1: columns are separated by ';'; save the file with commas"),
        (b"code\tday\tnote\n", "line 1: columns are separated by tabs; save the file with commas"),
        (b"code,day\n", "line 1, column note: is missing from the header; add it"),
        (
            b"code,day,note,extra\n",
            "line 1, column extra: is not known; correct or delete it. Known are code,day,note",
        ),
        (b"code,day,note,day\n", "line 1, column day: is there twice; delete one"),
        (
            b"code,day,note\nA,2026-03-01\n",
            "line 2: has 2 cells where the header has 3; quote a cell that holds a comma",
        ),
        (HEADER + b",2026-03-01,x\n", "line 2, column code: is empty; fill it in"),
        (
            b"code,day,note\n\nA,2026-02-30,x\n",
            "line 3, column day: 2026-02-30 is a day that doesn't exist; correct it",
        ),
        (
            b"code,day,note\nA,01/02/2026,x\n",
            "line 2, column day: '01/02/2026' is not a date; write it like 2026-03-31",
        ),
        (HEADER + b"A,2026-03-01,caf\xe9\n", "line 2: is not UTF-8 text; save the file as CSV UTF-8"),
        (b"\xff\xfec\x00o\x00", "line 1: is not UTF-8 text; save the file as CSV UTF-8"),
        (
            b"code,day,note\nA,2026-03-01,a\x00b\n",
            "line 2, column note: holds an invisible character (U+0000); delete it",
        ),
    ],
)
def test_a_fault_names_line_and_column_and_what_to_do(content: bytes, said: str) -> None:
    assert faults(content) == [f"some.csv, {said}"]


def test_a_quotation_mark_too_few_is_named() -> None:
    (fault,) = faults(b'code,day,note\nA,2026-03-01,"open\n')
    assert fault.startswith("some.csv, line 2: is not readable as CSV")


def test_every_fault_is_found_not_only_the_first() -> None:
    assert len(faults(HEADER + b",soon,x\nB,later,x\n")) == 3
