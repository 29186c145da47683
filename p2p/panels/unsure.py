"""The panel of a document that can't be read with certainty: each field that is wanted, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from p2p.checks.words import field_words
from p2p.panels.match import match_panel


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that a person is asked for: what was read ("" for nothing), how sure that is, and what is wrong."""

    name: str
    label: str
    read: str
    confidence: float | None
    why: str


def unsure_panel(case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The wanted fields; where lines are wanted, the lines beside their order."""
    if "unclear_lines" in evidence:
        return match_panel(case_id, evidence)
    wanted = tuple(_wanted(evidence))
    return {
        "wanted": wanted,
        "error": evidence.get("reading_error") or "",
        "doubted": [field.name for field in wanted if field.confidence is not None],
        "first": [field.name for field in wanted],
    }


def _wanted(evidence: Mapping[str, Any]) -> Iterator[Wanted]:
    for name in evidence.get("missing", ()):
        yield Wanted(name, _label(name), "", None, "not found on the document")
    for bad in evidence.get("unusable", ()):
        yield Wanted(bad["field"], _label(bad["field"]), bad["value"], None, bad["why"])
    for doubt in evidence.get("doubtful", ()):
        yield Wanted(doubt["field"], _label(doubt["field"]), doubt["value"], float(doubt["confidence"]), doubt["why"])


def _label(field: str) -> str:
    words = field_words(field)
    return words[:1].upper() + words[1:]
