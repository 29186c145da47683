"""The words of `labels.toml`, ready for looking up."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "labels.toml"
_LETTERED = str.maketrans({"°": "o", "º": "o", "ª": "a", "ß": "ss", "№": "no", "æ": "ae", "ø": "o"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says, and in which languages it is said so."""

    meanings: frozenset[str]
    languages: frozenset[str]


@cache
def squeezed(text: str) -> str:
    """The text as labels are compared: lower case, no accents, letters and digits, "#" and "%" only."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERED))
    return "".join(char for char in decomposed if char.isalnum() or char in "#%")


@cache
def _file() -> dict[str, dict[str, dict[str, list[str]]]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def labels() -> dict[str, Meaning]:
    """Squeezed label to its meanings: a word may have several ("total" of a line or of the document)."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for meaning, by_language in _file()["labels"].items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                meanings, languages = found.setdefault(squeezed(phrase), (set(), set()))
                meanings.add(meaning)
                languages.add(language)
    return {key: Meaning(frozenset(m), frozenset(s)) for key, (m, s) in found.items()}


@cache
def columns() -> dict[str, frozenset[str]]:
    """Squeezed column heading to what the column may hold."""
    found: dict[str, set[str]] = {}
    for column, entry in _file()["columns"].items():
        for phrase in entry["words"]:
            found.setdefault(squeezed(phrase), set()).add(column)
    return {key: frozenset(value) for key, value in found.items()}


@cache
def months() -> dict[str, int]:
    """Squeezed month name or abbreviation to its number."""
    table: list[list[str]] = _file()["months"]["words"]  # type: ignore[assignment]  # a list of lists
    return {squeezed(name): number for number, names in enumerate(table, start=1) for name in names}


@cache
def word_list(name: str) -> frozenset[str]:
    """A plain list of the file ("legal_forms", "days"…), squeezed."""
    words: list[str] = _file()[name]["words"]  # type: ignore[assignment]
    return frozenset(squeezed(word) for word in words)
