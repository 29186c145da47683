"""Names under the headings of parties: "Bill to", "Lieferant", "Account holder"."""

from __future__ import annotations

from collections.abc import Iterator

from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.names import Name, name_in
from p2p.formats.evidence.words import Word

_SHORT = 4
_BLOCK_LINES = 3


def labelled_names(seen: Evidence, meaning: str) -> Iterator[tuple[Name, str]]:
    """The first name right of or under each label of that meaning, with the label's text."""
    for hit in seen.meaning(meaning):
        if _is_heading(seen, hit, meaning):
            name = next((name for words in _block(seen, hit) if (name := name_in(words))), None)
            if name:
                yield name, hit.text


def _is_heading(seen: Evidence, hit: Hit, meaning: str) -> bool:
    """A word like "to" or "customer" heads a block only alone or with a colon; a phrase may stand in a row."""
    if len(hit.text) <= _SHORT and not hit.is_marked:
        return False
    is_phrase = len(hit.words) > 1 and (hit.is_marked or meaning == "payee")
    return is_phrase or (seen.starts_segment(hit) and (hit.is_marked or seen.fills_segment(hit)))


def _block(seen: Evidence, hit: Hit) -> Iterator[tuple[Word, ...]]:
    right = seen.right_of(hit)
    if right:
        yield right
    yield from seen.below(hit, depth=_BLOCK_LINES)
