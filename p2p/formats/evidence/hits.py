"""Labels found on the page: which words say what, and in which language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from p2p.formats.evidence.labels import Meaning, labels, squeezed
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

_LONGEST = 7  # words in a label
_MISREAD_LEAST = 6  # letters that a label needs before a recogniser's slip is forgiven
_MISREAD_RATIO = 87.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A label at words `first` to `last` of row `row`. `is_marked`: a colon or the like follows."""

    meanings: frozenset[str]
    languages: frozenset[str]
    row: int
    first: int
    last: int
    words: tuple[Word, ...]
    is_marked: bool

    @property
    def x0(self) -> float:
        """The label's left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The label's right edge."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """The label as printed."""
        return " ".join(word.text for word in self.words)


def hits_of(row: Row) -> list[Hit]:
    """The labels of the row from left to right; at each place the longest wins."""
    found: list[Hit] = []
    index = 0
    while index < len(row.words):
        hit = _longest(row, index)
        if hit is None:
            index += 1
        else:
            found.append(hit)
            index = hit.last + 1
    return found


def languages_of(hits: list[Hit]) -> Counter[str]:
    """How often each language speaks through labels that only it has."""
    votes: Counter[str] = Counter()
    for hit in hits:
        for language in hit.languages:
            votes[language] += 12 // len(hit.languages)
    return votes


def _longest(row: Row, start: int) -> Hit | None:
    best: tuple[int, Meaning] | None = None
    if not squeezed(row.words[start].text):
        return None
    text = ""
    for last in range(start, min(start + _LONGEST, len(row.words))):
        if last > start and row.parts(last - 1):
            break
        text += squeezed(row.words[last].text)
        meaning = _lookup(text, row.source)
        if meaning is not None:
            best = (last, meaning)
    if best is None:
        return None
    last, meaning = best
    words = row.words[start : last + 1]
    after = row.words[last + 1].text if last + 1 < len(row.words) else ""
    is_marked = words[-1].text.endswith((":", "#", "=")) or after in (":", "=", ".:", "#:", ";", ":-")
    return Hit(meaning.meanings, meaning.languages, row.index, start, last, words, is_marked)


def _lookup(text: str, source: str) -> Meaning | None:
    if not text:
        return None
    exact = labels().get(text)
    if exact is not None or source != "ocr" or len(text) < _MISREAD_LEAST:
        return exact
    return _misread(text)


@cache
def _long_labels() -> list[str]:
    return [key for key in labels() if len(key) >= _MISREAD_LEAST]


@cache
def _misread(text: str) -> Meaning | None:
    found = process.extractOne(text, _long_labels(), scorer=fuzz.ratio, score_cutoff=_MISREAD_RATIO)
    return labels()[found[0]] if found else None
