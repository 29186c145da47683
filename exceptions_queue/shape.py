"""Gives any JSON value a shape to be drawn in: a text, a list, a table, or named rows. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

# Stands where there is no value.
NOTHING = "\N{EN DASH}"

# What lies deeper is shown as JSON text: nobody reads a table in a table in a table.
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Text:
    """One value as it stands; `number` so that columns of figures line up."""

    text: str
    number: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """Values without names, in their order."""

    items: tuple["Shape", ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Rows:
    """Named values: (name, value)."""

    rows: tuple[tuple[str, "Shape"], ...]
    kind: str = "rows"


@dataclass(frozen=True, slots=True)
class Table:
    """Several things with the same names: one row each, "" where a thing lacks the name."""

    columns: tuple[str, ...]
    rows: tuple[tuple["Shape", ...], ...]
    kind: str = "table"


Shape = Text | Items | Rows | Table


def filled(named: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that hold something: what is empty needs no line of its own at the top of a page."""
    return {name: value for name, value in named.items() if value not in (None, "", [], {})}


def shape(value: Any, depth: int = DEPTH) -> Shape:
    """The shape of a JSON value (dates, decimals and the like are taken as their text)."""
    if isinstance(value, Mapping):
        return _named(value, depth)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return _listed(value, depth)
    return _text(value)


def _named(value: Mapping[str, Any], depth: int) -> Shape:
    if not value or not depth:
        return _raw(value)
    return Rows(tuple((str(name), shape(entry, depth - 1)) for name, entry in value.items()))


def _listed(value: Sequence[Any], depth: int) -> Shape:
    if not value or not depth:
        return _raw(value)
    if all(isinstance(entry, Mapping) for entry in value):
        return _table(value, depth)
    return Items(tuple(shape(entry, depth - 1) for entry in value))


def _table(value: Sequence[Mapping[str, Any]], depth: int) -> Table:
    columns = tuple(dict.fromkeys(str(name) for entry in value for name in entry))
    rows = tuple(tuple(shape(entry.get(name, ""), depth - 1) for name in columns) for entry in value)
    return Table(columns, rows)


def _raw(value: Any) -> Text:
    return Text(json.dumps(value, ensure_ascii=False, default=str) if value else NOTHING)


def _text(value: Any) -> Text:
    if value is None or value == "":
        return Text(NOTHING)
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    return Text(str(value), number=_is_number(value))


def _is_number(value: Any) -> bool:
    if isinstance(value, int | float | Decimal):
        return True
    if not isinstance(value, str) or not value[-1:].isdigit():
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
