"""Address blocks without a label: a name, and under it lines that end in a town with its postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from p2p.formats.evidence.names import Name, name_in
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word, joined

_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # BS11 7QT
    r"|\b(?:[A-Z]{1,2}-)?\d{4,5}\b(?: [A-Z]{2}\b)?\W+[^\W\d]"  # D-72764 Reutlingen, 3012 CN Rotterdam
    r"|\b[A-Z]{2},? \d{5}\b"  # CA 94538
)
_CONTACT = re.compile(r"@|www\.|\b(tel|fax|phone|vat|iban|ust)\b", re.IGNORECASE)
_MOST_LINES = 7
_LEAST_LINES = 2
_ALIGNED = 4.0  # points
_LEADING = 2.2  # row heights from one line to the next


def address_heads(rows: tuple[Row, ...], lowest: float) -> Iterator[Name]:
    """Names above `lowest` (points) on page 1 that head an address of their own, without phone or mail."""
    for name, _ in _blocks(rows, lowest):
        yield name


def address_lines(rows: tuple[Row, ...], lowest: float) -> Iterator[Name]:
    """The lines of those addresses, from under the name to the postcode: streets and towns, not names."""
    for _, lines in _blocks(rows, lowest):
        for words in lines:
            yield Name(joined(words).strip(" ,;"), words)


def _blocks(rows: tuple[Row, ...], lowest: float) -> Iterator[tuple[Name, list[tuple[Word, ...]]]]:
    upper = [row for row in rows if row.page == 1 and row.top <= lowest]
    taken: set[Word] = set()
    for place, row in enumerate(upper):
        for start, end in row.segments():
            name = name_in(row.words[start:end])
            is_sender_line = _POSTCODE.search(joined(row.words[start:end]))
            if not name or is_sender_line or row.words[start] in taken:
                continue
            lines = _address(list(_lines_under(row.words[start], row, upper[place + 1 :])))
            taken |= {words[0] for words in lines}
            if lines:
                yield name, lines


def _address(lines: list[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """The lines up to the one with the postcode, if it is an address; else none."""
    texts = [joined(words) for words in lines]
    postcode = next((i for i, text in enumerate(texts) if _POSTCODE.search(text)), None)
    if postcode is None or postcode + 1 < _LEAST_LINES or any(map(_CONTACT.search, texts[:postcode])):
        return []
    return lines[: postcode + 1]


def _lines_under(first: Word, row: Row, lower: list[Row]) -> Iterator[tuple[Word, ...]]:
    """The lines of one column under a word, as long as they follow closely and keep its left edge."""
    bottom, count = row.bottom, 0
    for other in lower:
        segment = next((s for s in _segments(other) if abs(s[0].x0 - first.x0) <= _ALIGNED), None)
        if segment is None:
            continue
        if segment[0].top - bottom > _LEADING * row.height or count == _MOST_LINES:
            return
        yield segment
        bottom, count = segment[0].bottom, count + 1


def _segments(row: Row) -> list[tuple[Word, ...]]:
    return [row.words[start:end] for start, end in row.segments()]
