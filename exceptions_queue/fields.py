"""What a choice lets a person correct, and what is known of it so far. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Known = Mapping[str, Any]

# More rows, and longer texts, are entered by their names: a page has an end.
MOST_ROWS = 40
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """One value that may be entered under `name`; `current` is what is known of it, "" if nothing.

    `group` names the row that it belongs to ("lines.2") and `column` its place there; both are "" for a
    field that stands alone. `doubted`: the known value is what is asked about, and leaving it says that it is
    right. `first`: it is what the question is about, and stands before the others.
    """

    name: str
    current: str = ""
    group: str = ""
    column: str = ""
    doubted: bool = False
    first: bool = False

    def same(self, text: str) -> bool:
        """Whether the text is the known value. Spaces don't count: inputs don't keep all of them."""
        return "".join(text.split()) == "".join(self.current.split())


def fields_of(
    names: tuple[str, ...],
    description: Known,
    evidence: Known,
    *,
    doubted: Collection[str] = (),
    first: Sequence[str] = (),
) -> tuple[Field, ...]:
    """The inputs for a choice's fields; `doubted` and `first` name fields, or rows of them, these in their order.

    What is being corrected is the mapping that knows most of the fields: in what the process says of the
    case, else in the evidence. A field that holds rows there gives an input for each of their values,
    named `field.row.column`, rows counted from 1.
    """
    known = _most(names, description) or _most(names, evidence)
    place = {name: at for at, name in enumerate(first)}
    found = [
        replace(field, doubted=field.name in doubted, first=not place.keys().isdisjoint((field.name, field.group)))
        for name in names
        for field in _inputs(name, known)
    ]
    return tuple(sorted(found, key=lambda field: place.get(field.name, place.get(field.group, len(place)))))


def _most(names: tuple[str, ...], whole: Known) -> Known:
    places = [whole, *(part for part in whole.values() if isinstance(part, Mapping))]
    best = max(places, key=lambda place: sum(name in place for name in names))
    return best if any(name in best for name in names) else {}


def _inputs(name: str, known: Known) -> Iterator[Field]:
    value = known.get(name)
    if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
        for number, row in enumerate(value[:MOST_ROWS], start=1):
            yield from _row(f"{name}.{number}", row)
    else:
        yield Field(name, _plain(value))


def _row(group: str, row: Known) -> Iterator[Field]:
    for column, value in row.items():
        if not isinstance(value, Mapping | list):
            yield Field(f"{group}.{column}", _plain(value), group, column)


def _plain(value: Any) -> str:
    """A field that comes with its confidence and place is a mapping with its `value`."""
    bare = value.get("value") if isinstance(value, Mapping) else value
    text = "" if bare is None or isinstance(bare, Mapping | list) else str(bare)
    return text if len(text) <= LONGEST else ""
