"""Numbers as people print them. Which sign parts the decimals is decided once for a document, by evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

SYMBOLS = {
    "£": "GBP",
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "S$": "SGD",
    "A$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "R$": "BRL",
    "RM": "MYR",
    "RS": "INR",
    "RS.": "INR",
    "₹": "INR",
    "¥": "JPY",
    "ZŁ": "PLN",
    "KČ": "CZK",
    "FT": "HUF",
    "FR.": "CHF",
    "SFR.": "CHF",
    "EURO": "EUR",
    "EUROS": "EUR",
}
CODES = frozenset(
    (
        *("EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "CAD", "AUD"),
        *("NZD", "SGD", "HKD", "JPY", "CNY", "INR", "MYR", "ZAR", "BRL", "MXN", "AED", "ILS", "TRY", "THB"),
    )
)
_CURRENCY = "|".join(re.escape(mark) for mark in sorted((*SYMBOLS, *CODES), key=len, reverse=True))
_NUMBER = (
    r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,4})?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,4})?|\d+(?:[.,]\d{1,4})?|[.,]\d{2}"
)
_TOKEN = re.compile(
    rf"^(?P<open>\()?(?P<sign>[-−–+])?(?P<before>{_CURRENCY})?(?P<sign2>[-−–])?(?P<number>{_NUMBER})"
    rf"(?P<after>{_CURRENCY})?(?P<close>\))?(?P<minus>[-−–])?(?P<credit>CR)?[*:;]*(?P<rate>%)?,?$",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"^[-−–(]*(?:{_CURRENCY})?[-−–]?\d{{1,3}}$", re.IGNORECASE)
_TAIL = re.compile(rf"^\d{{3}}(?:[.,]\d{{1,2}})?(?:{_CURRENCY})?[)\-]?$", re.IGNORECASE)
_CUT = (re.compile(r"^\D{0,4}[\d.,]*\d[.,]$"), re.compile(rf"^\d{{2}}(?:{_CURRENCY})?$"))
_CUT_LATE = (re.compile(r"^\D{0,4}[\d.,]*\d[.,]\d$"), re.compile(rf"^\d(?:{_CURRENCY})?$"))
_CUTS = {"text": (_CUT,), "ocr": (_CUT, _CUT_LATE)}  # where a recogniser parts "12. 50" and "12.5 0"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number on the page. `decimals` counts the digits printed after the decimal sign."""

    value: Decimal
    decimals: int
    currency: str | None
    row: int
    first: int
    last: int
    words: tuple[Word, ...]
    is_rate: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is printed as money is: two decimals, or a currency beside it."""
        return not self.is_rate and (self.decimals == 2 or self.currency is not None)


@dataclass(frozen=True, slots=True)
class _Raw:
    number: str
    negative: bool
    currency: str | None
    first: int
    last: int
    is_rate: bool


def decimal_mark(rows: tuple[Row, ...]) -> str:
    """ "." or ",": what parts the decimals in this document, by the numbers that leave no doubt."""
    votes: Counter[str] = Counter()
    for row in rows:
        for raw in _raw_amounts(row):
            mark, weight = _vote(raw.number)
            votes[mark] += weight
    return "," if votes[","] > votes["."] else "."


def amounts_of(row: Row, mark: str) -> list[Amount]:
    """Every number of the row, read with `mark` as decimal sign where the number itself leaves doubt."""
    return [
        Amount(
            -value if raw.negative else value,
            decimals,
            raw.currency,
            row.index,
            raw.first,
            raw.last,
            row.words[raw.first : raw.last + 1],
            raw.is_rate,
        )
        for raw in _raw_amounts(row)
        for value, decimals in (parse(raw.number, mark),)
    ]


def parse(number: str, mark: str) -> tuple[Decimal, int]:
    """The value of digits with separators, and how many decimals they show."""
    own, weight = _vote(number)
    if weight >= 1:
        mark = own
    digits = re.sub(r"['’ ]", "", number)
    whole, point, fraction = digits.rpartition(mark)
    if not point or (weight < 1 and _is_grouping(digits, mark)):
        whole, fraction = digits, ""
    text = re.sub(r"[.,]", "", whole) or "0"
    return Decimal(f"{text}.{fraction}") if fraction else Decimal(text), len(fraction)


def _is_grouping(digits: str, mark: str) -> bool:
    """ "1.234" reads as thousands when the mark would leave three decimals and another mark is in force."""
    return digits.count(mark) > 1


def _vote(number: str) -> tuple[str, int]:
    """Which mark this number shows as its decimal sign, and how surely (0: not at all)."""
    marks = [char for char in number if char in ".,"]
    if not marks:
        return ".", 0
    last = marks[-1]
    after = len(number) - number.rindex(last) - 1
    if len(set(marks)) == 2:
        return last, 3
    if len(marks) > 1:
        return ("," if last == "." else "."), 1  # 1.234.567: the mark groups
    if after != 3:
        return last, 2 if after == 2 else 1
    return ".", 0


def _raw_amounts(row: Row) -> list[_Raw]:
    found: list[_Raw] = []
    index = 0
    while index < len(row.words):
        raw = _longest(row, index)
        if raw is None:
            index += 1
        else:
            found.append(_with_neighbours(raw, row))
            index = raw.last + 1
    return found


def _longest(row: Row, index: int) -> _Raw | None:
    """The number that starts at word `index`: over several words where spaces part its thousands."""
    last = index
    text = row.words[index].text
    if _HEAD.match(text):
        while last + 1 < len(row.words) and row.joins(last) and _TAIL.match(row.words[last + 1].text):
            last += 1
            text += "'" + row.words[last].text
            if "," in row.words[last].text or "." in row.words[last].text:
                break
        if last > index and not re.search(r"[.,]\d{2}\D*$", text):
            last, text = index, row.words[index].text  # "12 345" without decimals: two numbers
    elif index + 1 < len(row.words) and row.joins(index):
        rest = row.words[index + 1].text
        if any(head.match(text) and tail.match(rest) for head, tail in _CUTS[row.source]):
            last, text = index + 1, text + rest
    return _token(text, index, last)


def _token(text: str, first: int, last: int) -> _Raw | None:
    found = _TOKEN.match(text)
    if found is None:
        return None
    mark = (found["before"] or found["after"] or "").upper()
    negative = bool(found["sign"] in ("-", "−", "–") or found["sign2"] or found["minus"] or found["credit"])
    negative = negative or bool(found["open"] and found["close"])
    return _Raw(found["number"], negative, SYMBOLS.get(mark, mark) or None, first, last, bool(found["rate"]))


def _with_neighbours(raw: _Raw, row: Row) -> _Raw:
    """A currency or a per cent sign may stand alone beside the number."""
    after = row.words[raw.last + 1].text if raw.last + 1 < len(row.words) else ""
    before = row.words[raw.first - 1].text if raw.first else ""
    if after.startswith("%") and row.gap(raw.last) < 1.0:
        return _Raw(raw.number, raw.negative, raw.currency, raw.first, raw.last, is_rate=True)
    if raw.currency:
        return raw
    sign = before[:1] in "-−–" and len(before) > 1 and bool(before)
    for text, near in ((before.lstrip("-−–("), raw.first and row.gap(raw.first - 1) < 1.5), (after, True)):
        mark = text.upper().strip(":;")
        if near and (mark in SYMBOLS or mark in CODES):
            negative = raw.negative or (sign and text is not after)
            return _Raw(raw.number, negative, SYMBOLS.get(mark, mark), raw.first, raw.last, raw.is_rate)
    return raw
