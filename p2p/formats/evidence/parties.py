"""Who sells and who buys: names on the page, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator

from p2p.formats.evidence.addresses import address_heads, address_lines
from p2p.formats.evidence.candidates import Candidate, best_field
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.names import Name, domains, has_legal_form, name_in, names_of, same_name
from p2p.formats.evidence.words import Word
from p2p.formats.reading import Field, blank

_LEAST_SELLER = 1.3
_SHORT = 4
_UPPER = 0.45  # of the first page
_TOP_ROWS = 4
_LARGE = 1.3
_SURE_MARGIN = 2.0


def party_fields(seen: Evidence) -> tuple[Field, Field]:
    """The seller's and the buyer's name."""
    buyers = list(_buyers(seen))
    seller = _seller(seen, best_field(buyers, seen.source).value)
    if not buyers:
        buyers = [block for block in _addressed(seen) if not seller.value or not same_name(block.value, seller.value)]
    return seller, best_field(buyers, seen.source)


def _addressed(seen: Evidence) -> Iterator[Candidate]:
    """Names over an address in the upper part of the first page: where the window of the envelope is."""
    for name in address_heads(seen.rows, seen.heights.get(1, 0.0) * _UPPER):
        score = 0.65 if has_legal_form(name.text) else 0.5
        yield Candidate(name.text, score, "heads an address on the first page", name.words)


def _buyers(seen: Evidence) -> Iterator[Candidate]:
    for hit in seen.meaning("buyer"):
        if not _is_heading(seen, hit):
            continue
        for words in _block(seen, hit):
            name = name_in(words)
            if name:
                yield Candidate(name.text, 0.85 if hit.is_marked else 0.75, f"under “{hit.text}”", name.words)
                break
    if seen.known.buyer_name:
        for name in names_of(seen.rows):
            if same_name(name.text, seen.known.buyer_name):
                yield Candidate(name.text, 0.9, "the company's own name", name.words)


def _is_heading(seen: Evidence, hit: Hit) -> bool:
    """A word like "to" or "customer" heads a block only alone or with a colon."""
    if len(hit.text) <= _SHORT and not hit.is_marked:
        return False
    return (seen.starts_segment(hit) and (hit.is_marked or seen.fills_segment(hit))) or (
        hit.is_marked and len(hit.words) > 1
    )


def _block(seen: Evidence, hit: Hit) -> Iterator[tuple[Word, ...]]:
    right = seen.right_of(hit)
    if right:
        yield right
    yield from seen.below(hit, depth=3)


def _seller(seen: Evidence, buyer: str | None) -> Field:
    """The name with most evidence; blank when nothing speaks clearly."""
    scores: dict[str, float] = {}
    places: dict[str, Name] = {}
    reasons: dict[str, list[str]] = {}
    for name, points, why in _seller_evidence(seen):
        key = next((known for known in scores if same_name(known, name.text)), name.text)
        if key not in places or (has_legal_form(name.text) and not has_legal_form(places[key].text)):
            places[key] = name
        if why not in reasons.setdefault(key, []):
            reasons[key].append(why)
            scores[key] = scores.get(key, 0.0) + points
    for key in scores:
        if buyer and same_name(key, buyer):
            scores[key] -= 4
    ranked = sorted(scores, key=lambda key: -scores[key])
    if not ranked or scores[ranked[0]] < _LEAST_SELLER:
        return blank(seen.source, "no name stands out as the seller's")
    first = ranked[0]
    margin = scores[first] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    confidence = min(0.95, 0.5 + 0.1 * min(scores[first], 3.0) + 0.08 * min(margin, _SURE_MARGIN))
    rival = ranked[1] if len(ranked) > 1 else None
    why = ", ".join(reasons[first])
    field = best_field([Candidate(places[first].text, confidence, why, places[first].words)], seen.source)
    return Field(
        value=field.value,
        confidence=field.confidence,
        source=field.source,
        page=field.page,
        box=field.box,
        why=field.why,
        runner_up=rival,
    )


def _seller_evidence(seen: Evidence) -> Iterator[tuple[Name, float, str]]:
    yield from _labelled(seen, "seller", 3.0, "labelled as the seller")
    yield from _labelled(seen, "payee", 2.2, "named as the payee")
    for meaning in ("buyer", "ship_to"):
        yield from _labelled(seen, meaning, -3.0, f"stands under a {meaning} label")
    upper = seen.heights.get(1, 0.0) * _UPPER
    for place, head in enumerate(address_heads(seen.rows, upper)):
        yield head, -0.7 if place else -0.3, "heads an address as a recipient does"
    for line in address_lines(seen.rows, upper):
        yield line, -2.0, "is a line of an address"
    yield from _by_place(seen)
    yield from _by_domain(seen)
    for vendor in seen.known.vendors:
        for name in names_of(seen.rows):
            if same_name(name.text, vendor.name):
                yield name, 2.5, "a known vendor's name"


def _labelled(seen: Evidence, meaning: str, points: float, why: str) -> Iterator[tuple[Name, float, str]]:
    for hit in seen.meaning(meaning):
        if not (_is_heading(seen, hit) or (meaning == "payee" and len(hit.words) > 1)):
            continue
        for words in _block(seen, hit):
            name = name_in(words)
            if name:
                yield name, points, why
                break


def _by_place(seen: Evidence) -> Iterator[tuple[Name, float, str]]:
    """The letterhead: the first names of the first page, the larger the likelier; and legal forms."""
    first_page = [row for row in seen.rows if row.page == 1]
    names = list(names_of(tuple(first_page)))
    usual = sorted(w.height for row in first_page for w in row.words)
    middle = usual[len(usual) // 2] if usual else 1.0
    top = names[:_TOP_ROWS]
    for rank, name in enumerate(top):
        yield name, 1.0 - 0.25 * rank, "stands at the top"
        if max(word.height for word in name.words) >= _LARGE * middle:
            yield name, 0.9, "in large letters"
    for name in names:
        if has_legal_form(name.text):
            yield name, 0.9, "has a legal form"
    for index, name in enumerate(names):
        if any(same_name(name.text, other.text) for other in names[:index]):
            yield name, 0.4, "repeated"


def _by_domain(seen: Evidence) -> Iterator[tuple[Name, float, str]]:
    """A name that is also in the web or mail address printed on the page."""
    owners = domains(seen.rows)
    for name in names_of(seen.rows):
        if any(name.belongs_to(domain) for domain in owners):
            yield name, 1.2, "matches the web or mail address"
