"""Numbers that name documents: the invoice's own, and the buyer's order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from p2p.formats.evidence.candidates import Candidate
from p2p.formats.evidence.dates import dates_of
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.labels import squeezed
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word, joined
from p2p.formats.known import Known

_TITLES = ("title_invoice", "title_credit_note", "title_correction")
_NUMBER = re.compile(r"^(?=[^\s]*\d)[A-Z0-9][A-Z0-9/_.\-–+&]{1,34}$", re.IGNORECASE)
_PREFIX = re.compile(r"^[A-Z]{1,6}[-/]?$")
_NO_NUMBER = re.compile(r"^(\d{1,3}(st|nd|rd|th)|\d+[.,]\d{2}|\d+%|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d{2}.*)$")
_ORDER_SHAPE = re.compile(r"^(PO|P\.O\.|ORDER|ORD|BEST|BC)[-_/ #]?\d[\w\-/]{2,}$", re.IGNORECASE)
_LEAST_KNOWN = 4
_EDGES = "#:;,.()[]\"'“”*"
_NUMBER_WORDS = frozenset(("no", "nr", "n", "number", "nummer", "num", "numero", "nro", "ref", "#", "id", "von"))


def invoice_numbers(seen: Evidence) -> Iterator[Candidate]:
    """Candidates for the invoice's number: beside its label, or right after the title."""
    for hit in seen.meaning("invoice_number"):
        strength = 0.9 if hit.is_marked or len(hit.words) > 1 else 0.8
        yield from _beside(seen, hit, strength, "beside the label")
    for hit in seen.meaning(*_TITLES):
        if "invoice_number" in hit.meanings or not seen.starts_segment(hit):
            continue
        yield from _right(seen, hit, 0.7, "right after the title")
        if _is_column(seen, hit):
            yield from _below(seen, hit, 0.7)
        yield from _bare(seen, hit)


def _is_column(seen: Evidence, hit: Hit) -> bool:
    """A title among headings ("Order | Date | Invoice") heads the column of invoice numbers."""
    others = {"invoice_date", "due_date", "po_number", "po_reference", "date"}
    return sum(1 for other in seen.hits_in[hit.row] if other.meanings & others) >= 2


def _bare(seen: Evidence, title: Hit) -> Iterator[Candidate]:
    """ "No. 4711", "# 4711" in the rows under the title."""
    for row in seen.rows[title.row : title.row + 4]:
        for start, end in row.segments() if row.page == 1 else ():
            if squeezed(row.words[start].text) in _NUMBER_WORDS and row.words[start].text not in _EDGES[1:]:
                found = _number_in(row.words[start + 1 : end])
                if found and not _is_date(found[1], seen):
                    yield Candidate(found[0], 0.62, "a number under the title", found[1])


def order_numbers(seen: Evidence) -> Iterator[Candidate]:
    """Candidates for the buyer's order number: beside its label, in its shape, or known as open."""
    for hit in seen.meaning("po_number"):
        yield from _known(seen, _beside(seen, hit, 0.88, "beside the label"))
    for hit in seen.meaning("po_reference"):
        yield from _known(seen, _beside(seen, hit, 0.62, "beside the reference"))
    for row in seen.rows:
        for word in row.words:
            text = word.text.strip(_EDGES)
            if _ORDER_SHAPE.match(text):
                yield Candidate(text, 0.5, "looks like an order number", (word,))
    yield from _open_orders(seen)


@lru_cache(maxsize=1)
def _orders(known: Known) -> dict[str, str]:
    return {squeezed(order): order for order in known.open_orders}


def _open_orders(seen: Evidence) -> Iterator[Candidate]:
    wanted = {key: order for key, order in _orders(seen.known).items() if len(key) >= _LEAST_KNOWN}
    for row in seen.rows if wanted else ():
        for word in row.words:
            order = wanted.get(squeezed(word.text))
            if order:
                yield Candidate(order, 0.75, "the number of an open order", (word,))


def _known(seen: Evidence, candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """A number that the company has open is surely meant."""
    wanted = _orders(seen.known)
    for candidate in candidates:
        order = wanted.get(squeezed(candidate.value))
        if order:
            yield Candidate(order, 0.98, f"{candidate.why}, an open order", candidate.words)
        else:
            yield candidate


def _beside(seen: Evidence, hit: Hit, strength: float, why: str) -> Iterator[Candidate]:
    """Right of the label first; under it where the right has nothing or another label."""
    found = list(_right(seen, hit, strength, f"{why} “{hit.text}”"))
    yield from found
    if not found:
        yield from _below(seen, hit, strength - 0.1)


def _below(seen: Evidence, hit: Hit, strength: float) -> Iterator[Candidate]:
    for words in seen.below(hit, depth=1):
        aligned = _number_in(_under(words, hit))
        if aligned:
            yield Candidate(aligned[0], strength, f"under the label “{hit.text}”", aligned[1])
            return


def _under(words: tuple[Word, ...], hit: Hit) -> tuple[Word, ...]:
    """The words of a segment that stand under the label."""
    return tuple(word for word in words if word.x1 >= hit.x0 - 3 and word.x0 <= max(hit.x1, hit.x0 + 60) + 3)


def _right(seen: Evidence, hit: Hit, strength: float, why: str) -> Iterator[Candidate]:
    found = _number_in(_without_number_words(seen.right_of(hit)))
    if found and not _is_date(found[1], seen):
        yield Candidate(found[0], strength, why, found[1])


def _without_number_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    while words and squeezed(words[0].text) in _NUMBER_WORDS:
        words = words[1:]
    return words


def _number_in(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]] | None:
    """The number that the words start with: one word, or letters and a word ("INV 00123")."""
    if not words:
        return None
    text = words[0].text.strip(_EDGES)
    if _is_number(text):
        return text, words[:1]
    second = words[1].text.strip(_EDGES) if len(words) > 1 else ""
    if _PREFIX.match(text) and _is_number(second):
        return f"{text} {second}", words[:2]
    if not text and _is_number(second):
        return second, words[1:2]
    return None


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text)) and not _NO_NUMBER.match(text)


def _is_date(words: tuple[Word, ...], seen: Evidence) -> bool:
    return bool(dates_of(Row(0, words[0].page, words, seen.source))) or not joined(words)
