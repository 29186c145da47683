"""Who sells and who buys."""

from __future__ import annotations

from collections.abc import Iterator

from p2p.formats.evidence.addresses import address_heads
from p2p.formats.evidence.candidates import Candidate, best_field
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.names import has_legal_form, names_of, same_name
from p2p.formats.evidence.party_labels import labelled_names
from p2p.formats.evidence.seller import seller_field
from p2p.formats.reading import Field

UPPER = 0.45  # of the first page: where parties are named
_LABELLED = 0.82
_OWN_NAME = 0.9
_HEADS_ADDRESS = 0.5
_HEADS_ADDRESS_WITH_FORM = 0.65


def party_fields(seen: Evidence) -> tuple[Field, Field]:
    """The seller's and the buyer's name."""
    buyers = list(_buyers(seen))
    seller = seller_field(seen, best_field(buyers, seen.source).value)
    if not buyers:
        buyers = [head for head in _addressed(seen) if not seller.value or not same_name(head.value, seller.value)]
    return seller, best_field(buyers, seen.source)


def _buyers(seen: Evidence) -> Iterator[Candidate]:
    for name, label in labelled_names(seen, "buyer"):
        yield Candidate(name.text, _LABELLED, f"under “{label}”", name.words)
    for name in names_of(seen.rows):
        if seen.known.buyer_name and same_name(name.text, seen.known.buyer_name):
            yield Candidate(name.text, _OWN_NAME, "the company's own name", name.words)


def _addressed(seen: Evidence) -> Iterator[Candidate]:
    """Names over an address in the upper part of the first page: where the window of the envelope is."""
    for name in address_heads(seen.rows, seen.heights.get(1, 0.0) * UPPER):
        score = _HEADS_ADDRESS_WITH_FORM if has_legal_form(name.text) else _HEADS_ADDRESS
        yield Candidate(name.text, score, "heads an address on the first page", name.words)
