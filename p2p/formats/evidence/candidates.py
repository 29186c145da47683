"""A value that may be a field's, with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from p2p.formats.evidence.words import Word, around
from p2p.formats.reading import Field, blank


@dataclass(frozen=True, slots=True)
class Candidate:
    """`score` is 0–1 and reads as a probability given this evidence alone."""

    value: str
    score: float
    why: str
    words: tuple[Word, ...] = ()


def best_field(candidates: Iterable[Candidate], source: str) -> Field:
    """The likeliest value; repeats of a value strengthen it, a close rival weakens it."""
    merged = merged_candidates(candidates)
    if not merged:
        return blank(source)
    first = merged[0]
    rival = merged[1] if len(merged) > 1 else None
    score = first.score
    if rival is not None and rival.score > first.score - 0.1:
        score = min(score, 0.6)
    return as_field(first, score, source, rival.value if rival else None)


def merged_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a value, likeliest first. Each repeat takes a third of the remaining doubt away."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: -c.score):
        kept = found.get(candidate.value)
        if kept is None:
            found[candidate.value] = candidate
        else:
            gain = (1 - kept.score) * candidate.score / 3
            found[candidate.value] = Candidate(kept.value, kept.score + gain, kept.why, kept.words)
    return sorted(found.values(), key=lambda c: -c.score)


def as_field(candidate: Candidate, confidence: float, source: str, runner_up: str | None = None) -> Field:
    """The candidate as a field; recognised words pass their doubt on."""
    read = min((word.sure for word in candidate.words), default=1.0) if source == "ocr" else 1.0
    return Field(
        value=candidate.value,
        confidence=round(min(confidence, 0.99) * (0.6 + 0.4 * read), 2),
        source=source,
        page=candidate.words[0].page if candidate.words else None,
        box=around(candidate.words) if candidate.words else None,
        why=candidate.why,
        runner_up=runner_up,
    )
