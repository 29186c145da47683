"""Finding on the page where values that are known already stand: for e-invoices with a page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from p2p.formats.evidence.evidence import Evidence, evidence_of
from p2p.formats.evidence.labels import squeezed
from p2p.formats.evidence.words import Sheet, Word, around
from p2p.formats.reading import AMOUNT_FIELDS, DATE_FIELDS, Field

_LONGEST = 9


def located(fields: dict[str, Field], sheets: tuple[Sheet, ...]) -> dict[str, Field]:
    """The same fields, those that are printed with their page and box."""
    seen = evidence_of(sheets, None)
    return {name: _placed(name, field, seen) for name, field in fields.items()}


def _placed(name: str, field: Field, seen: Evidence) -> Field:
    words = _words(name, field.value, seen) if field.value and name != "document_type" else ()
    if not words:
        return field
    return replace(field, page=words[0].page, box=around(words))


def _words(name: str, value: str | None, seen: Evidence) -> tuple[Word, ...]:
    if value is None:
        return ()
    if name in AMOUNT_FIELDS:
        return _amount_words(value, seen)
    if name in DATE_FIELDS:
        return next((d.words for d in seen.dates if value in {r.isoformat() for r in d.readings}), ())
    return _text_words(squeezed(value), seen)


def _amount_words(value: str, seen: Evidence) -> tuple[Word, ...]:
    try:
        wanted = abs(Decimal(value))
    except InvalidOperation:
        return ()
    places = [a.words for a in seen.amounts if a.is_money and abs(a.value) == wanted]
    return places[-1] if places else ()


def _text_words(wanted: str, seen: Evidence) -> tuple[Word, ...]:
    """The first run of words that spells the value, whatever the spaces."""
    for row in seen.rows:
        for start in range(len(row.words)):
            text = ""
            for end in range(start, min(start + _LONGEST, len(row.words))):
                text += squeezed(row.words[end].text)
                if text == wanted:
                    return row.words[start : end + 1]
                if not wanted.startswith(text):
                    break
    return ()
