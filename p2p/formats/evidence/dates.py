"""Dates as people print them. Day or month first is decided once for a document, by evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from p2p.formats.evidence.labels import months, squeezed
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

_YEAR = r"(?:19|20)\d{2}"
_ISO = re.compile(rf"(?<!\d)({_YEAR})[-./]\s?(\d{{1,2}})[-./]\s?(\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(rf"(?<![\d.,/-])(\d{{1,2}})\s?([-./])\s?(\d{{1,2}})\s?\2\s?({_YEAR}|\d{{2}})(?![\d/-]|[.,]\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s-]{0,2}(?:de |of )?([^\W\d]{3,10})\.?,?"
    rf"[\s-]{{0,2}}(?:de |del )?({_YEAR}|'?\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d])([^\W\d]{{3,10}})\.?[\s-]{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?\s?,?[\s-]{{0,2}}({_YEAR})(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(rf"(?<![\w.,-])({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w.,-])")
_YEARS = (1990, 2079)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date on the page. `readings` has two entries where day and month could be swapped: D/M, then M/D."""

    readings: tuple[date, ...]
    row: int
    first: int
    last: int
    words: tuple[Word, ...]

    def value(self, day_first: bool) -> date:
        """The date under the document's order."""
        return self.readings[0] if day_first or len(self.readings) == 1 else self.readings[1]

    @property
    def is_ambiguous(self) -> bool:
        """Whether day and month could be swapped and give another date."""
        return len(self.readings) == 2 and self.readings[0] != self.readings[1]


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the document writes the day before the month, and whether it shows so."""

    day_first: bool
    is_proven: bool


def dates_of(row: Row) -> list[Printed]:
    """Every date of the row, from left to right."""
    text, starts = _text(row)
    found: list[Printed] = []
    for start, end, readings in _matches(text):
        first = max(i for i, offset in enumerate(starts) if offset <= start)
        last = max(i for i, offset in enumerate(starts) if offset < end)
        if readings and not any(other.last >= first and other.first <= last for other in found):
            found.append(Printed(readings, row.index, first, last, row.words[first : last + 1]))
    return sorted(found, key=lambda printed: printed.first)


def spelled(text: str) -> tuple[date, ...]:
    """The dates that the whole text may mean; none where it is no date, two where day and month could be swapped."""
    whole = (readings for start, end, readings in _matches(text) if (start, end) == (0, len(text)))
    return tuple(dict.fromkeys(next(whole, ())))


def order_of(dates: list[Printed], *, is_american: bool) -> Order:
    """Day or month first: by dates that allow one reading only; else by the look of the document."""
    votes: Counter[bool] = Counter()
    for printed in dates:
        if len(printed.readings) == 1 and is_numeric(printed):
            votes[_shows_day_first(printed)] += 1
    if votes[True] > votes[False]:
        return Order(True, True)
    if votes[False] > votes[True]:
        # One date that fits month first alone may as well be a slip, where nothing else looks American.
        return Order(False, is_american or votes[False] > 1)
    return Order(not is_american, False)


def is_numeric(printed: Printed) -> bool:
    """Whether it is printed in figures alone: 03/04/2026."""
    return bool(_NUMERIC.search("".join(word.text for word in printed.words)))


def _shows_day_first(printed: Printed) -> bool:
    found = _NUMERIC.search("".join(word.text for word in printed.words))
    return found is not None and int(found.group(1)) == printed.readings[0].day


def _text(row: Row) -> tuple[str, list[int]]:
    starts: list[int] = []
    text = ""
    for index, word in enumerate(row.words):
        if index:
            text += " " if not row.parts(index - 1) else "     "
        starts.append(len(text))
        text += word.text
    return text, starts


def _matches(text: str) -> list[tuple[int, int, tuple[date, ...]]]:
    found: list[tuple[int, int, tuple[date, ...]]] = []
    for match in _ISO.finditer(text):
        found.append((*match.span(), _made((match[1], match[2], match[3]))))
    for match in _DAY_FIRST.finditer(text):
        found.append((*match.span(), _named(match[3], match[2], match[1])))
    for match in _MONTH_FIRST.finditer(text):
        found.append((*match.span(), _named(match[3], match[1], match[2])))
    for match in _NUMERIC.finditer(text):
        readings = _made((match[4], match[3], match[1]), (match[4], match[1], match[3]))
        found.append((*match.span(), readings))
    for match in _COMPACT.finditer(text):
        found.append((*match.span(), _made((match[1], match[2], match[3]))))
    return found


def _named(year: str, name: str, day: str) -> tuple[date, ...]:
    month = months().get(squeezed(name))
    return _made((year.lstrip("'"), str(month), day)) if month else ()


def _made(*parts: tuple[str, str, str]) -> tuple[date, ...]:
    """The valid ones among (year, month, day) triples; two-digit years are of this century."""
    found: list[date] = []
    for year, month, day in parts:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            made = date(full, int(month), int(day))
        except ValueError:
            continue
        if _YEARS[0] <= made.year <= _YEARS[1]:
            found.append(made)
    return tuple(found)
