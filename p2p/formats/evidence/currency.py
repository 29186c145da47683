"""The document's one currency."""

from __future__ import annotations

import re
from collections import Counter

from p2p.formats.evidence.amounts import CODES, SYMBOLS
from p2p.formats.evidence.candidates import Candidate, as_field
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.words import Word
from p2p.formats.reading import Field, blank

_LABELLED = 6
_BESIDE_AMOUNT = 2
_ALONE = 1
_MARK = re.compile("|".join(re.escape(mark) for mark in (*SYMBOLS, *CODES)), re.IGNORECASE)
_CASE_BOUND = frozenset(("TRY", "ALL", "CAD", "FT", "RM", "RS"))  # also words: only as printed in capitals


def currency_field(seen: Evidence) -> Field:
    """The currency that labels, symbols and codes speak for."""
    votes: Counter[str] = Counter()
    words: dict[str, tuple[Word, ...]] = {}
    for code, weight, where in _votes(seen):
        votes[code] += weight
        if code not in words or (_shows(where) and not _shows(words[code])):
            words[code] = where
    if not votes:
        return blank(seen.source)
    (code, weight), *others = votes.most_common(2)
    share = weight / votes.total()
    certain = 0.97 if weight >= 2 else 0.8
    rival = others[0][0] if others else None
    why = f"{weight} of {votes.total()} marks of currency speak for it"
    return as_field(Candidate(code, certain, why, words[code]), certain * min(1.0, share + 0.1), seen.source, rival)


def _votes(seen: Evidence) -> list[tuple[str, int, tuple[Word, ...]]]:
    found: list[tuple[str, int, tuple[Word, ...]]] = []
    for hit in seen.meaning("currency"):
        for word in seen.right_of(hit)[:2]:
            code = _code(word.text)
            if code:
                found.append((code, _LABELLED, (word,)))
    found += [(a.currency, _BESIDE_AMOUNT, a.words) for a in seen.amounts if a.currency]
    for row in seen.rows:
        for word in row.words:
            code = _code(word.text)
            if code:
                found.append((code, _ALONE, (word,)))
    return found


def _shows(words: tuple[Word, ...]) -> bool:
    """Whether the mark itself is among the words: beside an amount it may be a word of its own."""
    return any(_MARK.search(word.text) for word in words)


def _code(text: str) -> str | None:
    mark = text.strip("():;,./[]")
    upper = mark.upper()
    if upper in _CASE_BOUND and mark != upper and mark not in ("Rs", "Rs."):
        return None
    if upper in CODES:
        return upper if mark == upper else None
    return SYMBOLS.get(upper)
