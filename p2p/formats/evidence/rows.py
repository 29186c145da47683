"""Words put into rows, and rows into segments: what stands together is read together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from p2p.formats.evidence.words import Sheet, Word, joined

_SAME_ROW = 0.5  # share of the lower word's height that both must have in common
# of the row's height: wider gaps part columns. Recognised words are as high as their ink, so look wider apart.
_SEGMENT_GAP = {"text": 1.1, "ocr": 1.3}
_JOIN_GAP = {"text": 0.42, "ocr": 0.75}  # of the height: narrower gaps may lie within one number


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one level, from left to right. `index` counts through the document."""

    index: int
    page: int
    words: tuple[Word, ...]
    source: str

    @property
    def text(self) -> str:
        """The row's words with single spaces."""
        return joined(self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """The height of the row's words (their median)."""
        heights = sorted(word.height for word in self.words)
        return max(heights[len(heights) // 2], 1.0)

    def gap(self, index: int) -> float:
        """The gap between word `index` and the next one, in row heights."""
        return (self.words[index + 1].x0 - self.words[index].x1) / self.height

    def joins(self, index: int) -> bool:
        """Whether word `index` and the next are close enough to be parts of one number."""
        return self.gap(index) <= _JOIN_GAP[self.source]

    def parts(self, index: int) -> bool:
        """Whether a column gap follows word `index`."""
        return self.gap(index) > _SEGMENT_GAP[self.source]

    def segments(self) -> list[tuple[int, int]]:
        """Half-open index ranges of words between column gaps."""
        cuts = [i + 1 for i in range(len(self.words) - 1) if self.parts(i)]
        return list(pairwise([0, *cuts, len(self.words)]))


def rows_of(sheets: tuple[Sheet, ...]) -> tuple[Row, ...]:
    """All rows of the document, page by page, from top to bottom."""
    found: list[Row] = []
    for sheet in sheets:
        for words in _levels(sheet.words):
            ordered = _with_colons(sorted(words, key=lambda w: w.x0))
            found.append(Row(len(found), sheet.number, ordered, sheet.source))
    return tuple(found)


def _with_colons(words: list[Word]) -> tuple[Word, ...]:
    """A colon that stands alone belongs to the label before it, however far it is set off."""
    found: list[Word] = []
    for word in words:
        if word.text == ":" and found and not found[-1].text.endswith(":"):
            found[-1] = replace(found[-1], text=found[-1].text + ":")
        else:
            found.append(word)
    return tuple(found)


def _levels(words: tuple[Word, ...]) -> list[list[Word]]:
    """Words that share half their height are on one level; a dash or dot shares all of its own."""
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        for level in levels[-3:][::-1]:
            if _level_with(word, level):
                level.append(word)
                break
        else:
            levels.append([word])
    return sorted(levels, key=lambda level: sum(w.middle for w in level) / len(level))


def _level_with(word: Word, level: list[Word]) -> bool:
    nearest = min(level, key=lambda other: (abs(other.x0 - word.x0), -other.height))
    shared = min(nearest.bottom, word.bottom) - max(nearest.top, word.top)
    return shared >= _SAME_ROW * min(nearest.height, word.height)
