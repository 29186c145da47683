"""Words on pages: what the text layer and the character recognition both deliver."""

from __future__ import annotations

from dataclasses import dataclass

from p2p.formats.reading import Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points from the page's top left; `sure` is the reader's confidence, 0–1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    page: int = 1
    sure: float = 1.0

    @property
    def box(self) -> Box:
        """The box as a tuple."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """The height of the word's centre on the page."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The word's height in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page's words, and whether they were typed ("text") or recognised ("ocr")."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: str
    image: str | None = None


def around(words: tuple[Word, ...]) -> Box:
    """The box around all of `words` (at least one), rounded to a tenth of a point."""
    return (
        round(min(word.x0 for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.x1 for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )


def joined(words: tuple[Word, ...]) -> str:
    """The words as one text, with single spaces."""
    return " ".join(word.text for word in words)
