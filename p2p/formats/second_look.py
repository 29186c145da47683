"""A recognised total that nothing proves is looked at a second time, in another way.

Two looks seldom misread a digit alike: what both say is likelier right, what they dispute is doubtful, and
where only the second look's sum holds, the second look is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from p2p.formats.document import SECOND_LOOK, Document
from p2p.formats.reading import Field, Reading

_PROVED = 0.85
_SECONDS_NEEDED = 4.0
_AGREED = 0.75
_DISPUTED = 0.45
_UNSEEN = 0.55


def looked_at(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """Read the document; a second time where its total isn't proved and time is left."""
    first = read(document)
    gross = first.fields.get("gross")
    if first.error or gross is None or gross.confidence >= _PROVED:
        return first
    if document.budget.left() < _SECONDS_NEEDED:
        return _with_gross(first, min(gross.confidence, _UNSEEN), "seen once only")
    second = read(replace(document, look=SECOND_LOOK, images_dir=None))
    return _settled(first, second)


def _settled(first: Reading, second: Reading) -> Reading:
    one, other = first.fields["gross"], second.fields.get("gross")
    if other is None or other.value is None:
        return _with_gross(first, min(one.confidence, _UNSEEN), "a second look did not find it")
    if other.confidence >= _PROVED or one.value is None:
        lines = max(second.lines, first.lines, key=len)
        return replace(second, pages=first.pages, fields=_kept(first, second), lines=lines)
    if one.value == other.value:
        sure = max(one.confidence, _AGREED) if one.confidence > _UNSEEN else one.confidence
        return _with_gross(first, sure, "two looks agree")
    return _with_gross(first, min(one.confidence, _DISPUTED), f"a second look says {other.value}")


def _kept(first: Reading, second: Reading) -> dict[str, Field]:
    """The second look's amounts; of everything else what is surer."""
    amounts = ("net", "tax", "gross", "payable")
    return {
        name: field if name in amounts or field.confidence > first.fields[name].confidence else first.fields[name]
        for name, field in second.fields.items()
    }


def _with_gross(reading: Reading, confidence: float, why: str) -> Reading:
    gross = reading.fields["gross"]
    if gross.value is None:
        return reading
    gross = replace(gross, confidence=confidence, why=f"{gross.why}; {why}")
    return replace(reading, fields={**reading.fields, "gross": gross})
