"""What sort of document it is, by its title."""

from __future__ import annotations

from collections.abc import Iterator

from p2p.formats.evidence.candidates import Candidate, best_field, merged_candidates
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.words import around
from p2p.formats.reading import Field, blank

_TITLES = {
    "title_invoice": "invoice",
    "title_credit_note": "credit_note",
    "title_correction": "credit_note",
    "title_statement": "statement",
    "title_reminder": "reminder",
    "title_delivery_note": "delivery_note",
    "title_other": "other",
}
_TOP_SHARE = 0.45  # of the first page: where titles stand
_TITLE_HEIGHT = 1.25  # of the page's usual word height


def is_correction(seen: Evidence, document_type: Field) -> bool:
    """Whether the title speaks of a correction: then the amounts' signs are the message, and stay."""
    return any(document_type.box == around(hit.words) for hit in seen.meaning("title_correction"))


def type_field(seen: Evidence) -> Field:
    """The document's type; an untitled one with an invoice number and a total is taken for an invoice."""
    candidates = list(_titles(seen))
    if merged_candidates(candidates):
        return best_field(candidates, seen.source)
    if any(seen.meaning("invoice_number")) and any(seen.meaning("gross", "total", "payable")):
        words = next(seen.meaning("invoice_number")).words
        return best_field([Candidate("invoice", 0.8, "has an invoice number and a total", words)], seen.source)
    return blank(seen.source, "no title was found")


def _titles(seen: Evidence) -> Iterator[Candidate]:
    usual = _usual_height(seen)
    for hit in seen.hits:
        kinds = [kind for meaning, kind in _TITLES.items() if meaning in hit.meanings]
        row = seen.rows[hit.row]
        if not kinds or row.page != 1 or row.top > _TOP_SHARE * seen.heights[1]:
            continue
        score = _weight(seen, hit, usual)
        for kind in kinds:
            yield Candidate(kind, score, f"titled “{hit.text}”", hit.words)


def _weight(seen: Evidence, hit: Hit, usual: float) -> float:
    """Large and alone is a title; a word in a line of text may be anything."""
    height = max(word.height for word in hit.words)
    is_large = height >= _TITLE_HEIGHT * usual
    if is_large:
        return 0.93 if seen.starts_segment(hit) else 0.85
    if seen.fills_segment(hit):
        return 0.8
    return 0.66 if seen.starts_segment(hit) else 0.4


def _usual_height(seen: Evidence) -> float:
    heights = sorted(word.height for row in seen.rows for word in row.words)
    return heights[len(heights) // 2] if heights else 1.0
