"""Pages for tests, typed as plain text: columns stand where they stand in the source."""

from __future__ import annotations

import re
from textwrap import dedent

from p2p.formats.evidence.evidence import Evidence, evidence_of
from p2p.formats.evidence.words import Sheet, Word
from p2p.formats.interpret import interpreted
from p2p.formats.known import Known
from p2p.formats.pages_read import PagesRead
from p2p.formats.reading import Reading

CHAR_WIDTH = 6.0
WORD_HEIGHT = 10.0
LEADING = 12.0
OVERHANG = 2.9  # points: makes one space a space between words, three a gap between columns


def typed(text: str, number: int = 1, source: str = "text") -> Sheet:
    """A page with the words of `text`. Three spaces and more part columns."""
    words: list[Word] = []
    for line, content in enumerate(dedent(text).strip("\n").splitlines()):
        for found in re.finditer(r"\S+", content):
            words.append(_word(found[0], found.start(), line, number))
    return Sheet(number=number, width=595.0, height=842.0, words=tuple(words), source=source)


def _word(text: str, column: int, line: int, page: int) -> Word:
    x0, top = 30 + column * CHAR_WIDTH, 40 + line * LEADING
    return Word(text, x0, top, x0 + len(text) * CHAR_WIDTH + OVERHANG, top + WORD_HEIGHT, page)


def seen(text: str, known: Known | None = None, source: str = "text") -> Evidence:
    """The evidence on a typed page."""
    return evidence_of((typed(text, source=source),), known)


def read(*pages: str, known: Known | None = None) -> Reading:
    """The reading of typed pages."""
    sheets = tuple(typed(page, number) for number, page in enumerate(pages, start=1))
    return interpreted("pdf", PagesRead(sheets, ()), known)


def values(reading: Reading) -> dict[str, str]:
    """The fields that have a value."""
    return {name: field.value for name, field in reading.fields.items() if field.value is not None}
