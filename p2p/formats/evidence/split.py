"""Words that hold two things ("Nr:4711", "n°562044387", "#A-17") cut where label and value meet."""

from __future__ import annotations

import re

from p2p.formats.evidence.words import Word

_CUTS = (
    re.compile(r"^([^\W\d][^\d:]*:)(\S.+)$"),  # Nr:4711, not 10:30
    re.compile(r"^(\w{0,12}[°º])(\d\S*)$"),  # n°562044387
    re.compile(r"^([^\W\d]*#)(\w\S*)$"),  # #4711
    re.compile(r"^(:)(\w\S*)$"),  # :4711, the label stands before
    re.compile(r"^([^\W\d]{2,}\.)(\d{4,}\S*)$"),  # Rechnungsnr.30064443
)
_NOT_CUT = re.compile(r"^(https?:|mailto:|www\.)", re.IGNORECASE)


def split_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The same words, glued ones in two; boxes are shared out by the number of characters."""
    return tuple(part for word in words for part in _parts(word))


def _parts(word: Word) -> list[Word]:
    if _NOT_CUT.match(word.text):
        return [word]
    for cut in _CUTS:
        found = cut.match(word.text)
        if found:
            return _two(word, found.group(1), found.group(2))
    return [word]


def _two(word: Word, left: str, right: str) -> list[Word]:
    border = word.x0 + (word.x1 - word.x0) * len(left) / len(word.text)
    return [
        Word(left, word.x0, word.top, border, word.bottom, word.page, word.sure),
        Word(right, border, word.top, word.x1, word.bottom, word.page, word.sure),
    ]
