"""Everything seen in a document, before anything is decided: rows, labels, numbers and dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from p2p.formats.evidence.amounts import Amount, amounts_of, decimal_mark
from p2p.formats.evidence.dates import Order, Printed, dates_of, order_of
from p2p.formats.evidence.hits import Hit, hits_of, languages_of
from p2p.formats.evidence.rows import Row, rows_of
from p2p.formats.evidence.split import split_words
from p2p.formats.evidence.words import Sheet, Word
from p2p.formats.known import Known

_FIRST_BELOW = 1.2  # row heights: how far the first line under a label may stand off
_EACH_BELOW = 1.8
_AMERICAN = re.compile(r"\b[A-Z]{2} \d{5}(-\d{4})?\b")
_SEPARATORS = frozenset(":;#-–—.,=|")
_Thing = TypeVar("_Thing", Hit, Amount, Printed)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the finders look at. Rows are in reading order; lists by row index."""

    rows: tuple[Row, ...]
    hits: tuple[Hit, ...]
    amounts: tuple[Amount, ...]
    dates: tuple[Printed, ...]
    order: Order
    language: str | None
    source: str
    heights: dict[int, float]  # page number to its height in points
    known: Known
    hits_in: dict[int, list[Hit]] = field(default_factory=dict)
    amounts_in: dict[int, list[Amount]] = field(default_factory=dict)
    dates_in: dict[int, list[Printed]] = field(default_factory=dict)

    def meaning(self, *meanings: str) -> Iterator[Hit]:
        """Labels that may say one of `meanings`, in reading order."""
        wanted = frozenset(meanings)
        return (hit for hit in self.hits if hit.meanings & wanted)

    def right_of(self, hit: Hit) -> tuple[Word, ...]:
        """The words after a label up to the next label or column gap; signs between them are dropped."""
        row = self.rows[hit.row]
        stop = min((h.first for h in self.hits_in[hit.row] if h.first > hit.last), default=len(row.words))
        start = hit.last + 1
        while start < stop and all(char in _SEPARATORS for char in row.words[start].text):
            start += 1
        end = start
        while end < stop and (end == start or not row.parts(end - 1)):
            end += 1
        return row.words[start:end]

    def below(self, hit: Hit, depth: int = 1) -> Iterator[tuple[Word, ...]]:
        """Segments under a label, nearest first, about `depth` lines down."""
        row = self.rows[hit.row]
        reach = (_FIRST_BELOW + _EACH_BELOW * depth) * row.height
        for lower in self.rows[hit.row + 1 : hit.row + 3 + 2 * depth]:
            if lower.page != row.page or lower.top - row.bottom > reach:
                return
            for start, end in lower.segments():
                words = lower.words[start:end]
                if words[0].x0 <= hit.x1 + 2 and words[-1].x1 >= hit.x0 - 2:
                    yield words

    def starts_segment(self, hit: Hit) -> bool:
        """Whether the label is the first thing in its segment."""
        return any(start == hit.first for start, _ in self.rows[hit.row].segments())

    def fills_segment(self, hit: Hit) -> bool:
        """Whether the label is all that its segment says."""
        return any(
            start == hit.first and end in (hit.last + 1, hit.last + 2) and self._is_rest_sign(hit, end)
            for start, end in self.rows[hit.row].segments()
        )

    def _is_rest_sign(self, hit: Hit, end: int) -> bool:
        rest = self.rows[hit.row].words[hit.last + 1 : end]
        return all(char in _SEPARATORS for word in rest for char in word.text)


def evidence_of(sheets: tuple[Sheet, ...], known: Known | None) -> Evidence:
    """Look at the sheets: pure, and the same for typed and recognised words."""
    rows = rows_of(tuple(_split(sheet) for sheet in sheets))
    hits = [hit for row in rows for hit in hits_of(row)]
    mark = decimal_mark(rows)
    dates = [printed for row in rows for printed in dates_of(row)]
    amounts = [a for row in rows for a in amounts_of(row, mark) if not _is_in_date(a, dates)]
    languages = languages_of(hits)
    return Evidence(
        rows=rows,
        hits=tuple(hits),
        amounts=tuple(amounts),
        dates=tuple(dates),
        order=order_of(dates, is_american=_is_american(rows, amounts)),
        language=languages.most_common(1)[0][0] if languages else None,
        source="ocr" if any(sheet.source == "ocr" and sheet.words for sheet in sheets) else "text",
        heights={sheet.number: sheet.height for sheet in sheets},
        known=known or Known(),
        hits_in=_by_row(hits),
        amounts_in=_by_row(amounts),
        dates_in=_by_row(dates),
    )


def _split(sheet: Sheet) -> Sheet:
    return Sheet(
        number=sheet.number,
        width=sheet.width,
        height=sheet.height,
        words=split_words(sheet.words),
        source=sheet.source,
        image=sheet.image,
    )


def _by_row(things: list[_Thing]) -> dict[int, list[_Thing]]:
    found: dict[int, list[_Thing]] = defaultdict(list)
    for thing in things:
        found[thing.row].append(thing)
    return found


def _is_in_date(amount: Amount, dates: list[Printed]) -> bool:
    return any(d.row == amount.row and d.first <= amount.last and d.last >= amount.first for d in dates)


def _is_american(rows: tuple[Row, ...], amounts: list[Amount]) -> bool:
    """Dollars and "CA 94538": a place where the month comes first."""
    dollars = any(amount.currency == "USD" for amount in amounts)
    return dollars and any(_AMERICAN.search(row.text) for row in rows)
