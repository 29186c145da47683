"""The seller's name: every name on the first page collects points for what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from p2p.formats.evidence.addresses import address_heads, address_lines
from p2p.formats.evidence.candidates import Candidate, as_field
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.known_vendors import known_vendor_names
from p2p.formats.evidence.names import Name, domains, has_legal_form, names_of, same_name
from p2p.formats.evidence.party_labels import labelled_names
from p2p.formats.reading import Field, blank

_UPPER = 0.45  # of the first page
_LEAST = 1.3
_BUYER = -4.0
_TOP_NAMES = 4
_LARGE = 1.3  # times the usual height
_MOST_CERTAIN = 0.95

_Points = Iterator[tuple[Name, float, str]]


@dataclass(slots=True)
class _Standing:
    """One company's points; `name` is its fullest spelling on the page."""

    name: Name
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)


def seller_field(seen: Evidence, buyer: str | None) -> Field:
    """The name with most points; blank when none stands out."""
    ranked = sorted(_standings(seen, buyer), key=lambda standing: -standing.points)
    if not ranked or ranked[0].points < _LEAST:
        return blank(seen.source, "no name stands out as the seller's")
    first = ranked[0]
    margin = first.points - (ranked[1].points if len(ranked) > 1 else 0.0)
    confidence = min(_MOST_CERTAIN, 0.5 + 0.1 * min(first.points, 3.0) + 0.08 * min(margin, 2.0))
    candidate = Candidate(first.name.text, confidence, ", ".join(first.reasons), first.name.words)
    return as_field(candidate, confidence, seen.source, ranked[1].name.text if len(ranked) > 1 else None)


def _standings(seen: Evidence, buyer: str | None) -> list[_Standing]:
    """Points by company; each reason counts once."""
    found: list[_Standing] = []
    for name, points, why in _evidence(seen):
        standing = next((s for s in found if same_name(s.name.text, name.text)), None)
        if standing is None:
            standing = _Standing(name)
            found.append(standing)
        if has_legal_form(name.text) and not has_legal_form(standing.name.text):
            standing.name = name
        if why not in standing.reasons:
            standing.reasons.append(why)
            standing.points += points
    for standing in found:
        if buyer and same_name(standing.name.text, buyer):
            standing.points += _BUYER
    return found


def _evidence(seen: Evidence) -> _Points:
    for meaning, points, why in (
        ("seller", 3.0, "labelled as the seller"),
        ("payee", 1.5, "named as the payee"),
        ("buyer", -3.0, "labelled as the buyer"),
        ("ship_to", -3.0, "labelled as the place of delivery"),
    ):
        for name, _ in labelled_names(seen, meaning):
            yield name, points, why
    yield from _by_address(seen)
    yield from _by_letterhead(seen)
    yield from _by_domain(seen)
    for name in known_vendor_names(seen):
        yield name, 2.5, "a known vendor's name"


def _by_address(seen: Evidence) -> _Points:
    """Who heads an address is more often written to than writing; streets and towns are no companies."""
    upper = seen.heights.get(1, 0.0) * _UPPER
    for place, head in enumerate(address_heads(seen.rows, upper)):
        yield head, -0.7 if place else -0.3, "heads an address"
    for line in address_lines(seen.rows, upper):
        yield line, -2.0, "is a line of an address"


def _by_letterhead(seen: Evidence) -> _Points:
    """The first names of the first page, the larger the likelier; a legal form; a name that comes again."""
    first_page = tuple(row for row in seen.rows if row.page == 1)
    names = names_of(first_page)
    heights = sorted(word.height for row in first_page for word in row.words)
    usual = heights[len(heights) // 2] if heights else 1.0
    for rank, name in enumerate(names[:_TOP_NAMES]):
        yield name, 1.0 - 0.25 * rank, "stands at the top"
        if max(word.height for word in name.words) >= _LARGE * usual:
            yield name, 0.9, "in large letters"
    for index, name in enumerate(names):
        if has_legal_form(name.text):
            yield name, 0.9, "has a legal form"
        if any(same_name(name.text, other.text) for other in names[:index]):
            yield name, 0.4, "repeated"


def _by_domain(seen: Evidence) -> _Points:
    """A name that is also in the web or mail address printed on the page."""
    owners = domains(seen.rows)
    for name in names_of(seen.rows):
        if any(name.belongs_to(domain) for domain in owners):
            yield name, 1.2, "matches the web or mail address"
