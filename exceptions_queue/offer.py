"""A choice as it is drawn: its inputs under their labels, with what was typed into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from exceptions_queue.answer import kept_name, more_name, typed_name
from exceptions_queue.fields import Field
from exceptions_queue.words import Option, labelled


@dataclass(frozen=True, slots=True)
class Input:
    """One value: the names that its text and its "right as it stands" box are sent under."""

    label: str
    current: str
    typed_name: str
    typed: str
    kept_name: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The inputs of one row of several, such as "Lines 2"."""

    label: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice with everything that its part of the page shows; `more` is a text of values by name."""

    option: Option
    chosen: bool
    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]
    more_name: str
    more: str


def offer(option: Option, fields: Sequence[Field], typed: QueryDict) -> Offer:
    """The choice with its inputs, holding what was typed so far."""
    code = option.choice.code
    grouped = groupby((field for field in fields if field.group), key=lambda field: field.group)
    return Offer(
        option=option,
        chosen=typed.get("choice") == code,
        inputs=tuple(_input(code, field, typed) for field in fields if not field.group),
        rows=tuple(Row(labelled(group), tuple(_input(code, field, typed) for field in row)) for group, row in grouped),
        more_name=more_name(code),
        more=typed.get(more_name(code), ""),
    )


def _input(code: str, field: Field, typed: QueryDict) -> Input:
    return Input(
        label=labelled(field.column or field.name),
        current=field.current,
        typed_name=typed_name(code, field),
        typed=typed.get(typed_name(code, field), ""),
        kept_name=kept_name(code, field),
        kept=kept_name(code, field) in typed,
    )
