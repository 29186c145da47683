"""What can be a company's name, and when two spellings are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from p2p.formats.evidence.hits import hits_of
from p2p.formats.evidence.labels import labels, squeezed, word_list
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word, joined

_DOMAIN = re.compile(r"(?:@|www\.|https?://)([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_PUBLIC = frozenset(("gmail", "outlook", "hotmail", "yahoo", "gmx", "web", "icloud", "tonline", "aol", "orange"))
_BREAKS = frozenset(("-", "–", "—", "|", "•", "·", "●", "*", "/", ":"))
_NOT_A_NAME = re.compile(r"@|www\.|https?:|\d{4,}|[£€$%]|^\d|_{2,}|\.{3,}")
_STREETS = re.compile(
    r"\b(road|street|avenue|lane|drive|rd|st|ave|way|suite|floor|box|rue|avenue|boulevard|via|calle|avenida|plaza)\b"
    r"|stra(ss|ß)e|str\.|weg\b|platz\b|straat|laan\b",
    re.IGNORECASE,
)
_LONGEST_WORDS = 8
_LABEL_WORDS = 4  # a colon among the first words makes them a label
_SAME = 90.0
_LEAST_CORE = 5
_BREAKING_GAP = 0.9


@dataclass(frozen=True, slots=True)
class Name:
    """Words that can be a name."""

    text: str
    words: tuple[Word, ...]

    def belongs_to(self, domain: str) -> bool:
        """Whether the name is in the domain, or the domain in the name."""
        mine = "".join(squeezed(word) for word in self.text.split() if squeezed(word) not in word_list("legal_forms"))
        return len(mine) >= 3 and (domain in mine or mine in domain or fuzz.ratio(mine, domain) >= _SAME - 5)


@lru_cache(maxsize=8)
def names_of(rows: tuple[Row, ...]) -> tuple[Name, ...]:
    """Every segment of the rows that can be a name, in reading order."""
    return tuple(_names(rows))


def _names(rows: tuple[Row, ...]) -> Iterator[Name]:
    for row in rows:
        for start, end in row.segments():
            name = name_in(row.words[start:end])
            if name and not _is_label(row, start, end):
                yield name


def name_in(words: tuple[Word, ...]) -> Name | None:
    """The name that the words start with, up to a dash or bar; None if they can't be one."""
    if any(word.text.endswith(":") for word in words[:_LABEL_WORDS]):
        return None
    end = next((i for i, word in enumerate(words) if i and word.text in _BREAKS), len(words))
    end = next((i + 1 for i, word in enumerate(words[:end]) if i and _closes(word)), end)
    kept = words[:end]
    text = joined(kept).strip(" ,;:.-|*")
    if kept and joined(kept).rstrip(" ,;").endswith("."):
        text = joined(kept).strip(" ,;:-|*")
    return Name(text, kept) if _can_be_name(text) else None


def _closes(word: Word) -> bool:
    """ "Ltd," before an address: here the name ends."""
    return word.text.endswith(",") and squeezed(word.text) in word_list("legal_forms")


def _can_be_name(text: str) -> bool:
    letters = sum(1 for char in text if char.isalpha())
    words = text.split()
    if (
        letters < 3
        or letters < 2.2 * len(words)
        or letters < 0.6 * len(text.replace(" ", ""))
        or len(words) > _LONGEST_WORDS
    ):
        return False
    if _NOT_A_NAME.search(text) or not (
        text[0].isalnum() and (text[0].isupper() or text[0].isdigit() or len(words) == 1)
    ):
        return False
    return squeezed(text) not in labels() and (has_legal_form(text) or not _STREETS.search(text))


def _is_label(row: Row, start: int, end: int) -> bool:
    """A segment that begins with a label names a thing, not a company."""
    return any(hit.first == start and (hit.is_marked or hit.last + 1 == end) for hit in hits_of(row))


def has_legal_form(text: str) -> bool:
    """Whether the name ends with Ltd, GmbH and the like (or has it before an address)."""
    last = [squeezed(word) for word in text.split()[1:][-3:]]
    return any(word in word_list("legal_forms") for word in last)


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two spellings name one company."""
    left, right = squeezed(one), squeezed(other)
    if left == right or (min(len(left), len(right)) >= 5 and fuzz.ratio(left, right) >= _SAME):
        return True
    shorter, longer = sorted((core_words(one), core_words(other)), key=len)
    return bool(shorter) and len("".join(shorter)) >= _LEAST_CORE and longer[: len(shorter)] == shorter


def core_words(name: str) -> tuple[str, ...]:
    """The name's words without legal forms."""
    words = (squeezed(word) for word in name.split())
    return tuple(word for word in words if word and word not in word_list("legal_forms"))


def domains(rows: tuple[Row, ...]) -> frozenset[str]:
    """The telling part of each web and mail address on the page ("acme" of info@acme.co.uk)."""
    found = (squeezed(_core(match)) for row in rows for match in _DOMAIN.findall(row.text))
    return frozenset(core for core in found if len(core) >= 3 and core not in _PUBLIC)


def _core(domain: str) -> str:
    parts = [part for part in domain.lower().split(".") if part not in ("www", "co", "com", "org", "net")]
    return max(parts[:-1] or parts or [""], key=len)
