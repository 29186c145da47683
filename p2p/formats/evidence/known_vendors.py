"""Names on the page that the company knows as vendors': fast also with thousands of them."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.names import Name, core_words, names_of

_LIKE = 92.0
_LEAST_LETTERS = 4


def known_vendor_names(seen: Evidence) -> Iterator[Name]:
    """The page's names that are a known vendor's, legal forms aside."""
    vendors = ["".join(core_words(vendor.name)) for vendor in seen.known.vendors]
    if not vendors:
        return
    for name in names_of(seen.rows):
        core = "".join(core_words(name.text))
        if len(core) >= _LEAST_LETTERS and process.extractOne(core, vendors, scorer=fuzz.ratio, score_cutoff=_LIKE):
            yield name
