"""A choice as it is drawn: its inputs under their labels, with what was typed into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from exceptions_queue.answer import kept_name, more_name, typed_name
from exceptions_queue.fields import Field
from exceptions_queue.words import Option, labelled

# As many inputs need no drawer for those that the question isn't about.
FEW = 6


@dataclass(frozen=True, slots=True)
class Input:
    """One value: which field it is, and the names that its text and its "right as it stands" box are sent under."""

    name: str
    label: str
    current: str
    typed_name: str
    typed: str
    kept_name: str
    kept: bool
    doubted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The inputs of one row of several, such as "Lines 2"."""

    label: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Single inputs, and rows of them."""

    single: tuple[Input, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice with everything that its part of the page shows; `more` is a text of values by name.

    `first` is what the question is about, `others` what may be corrected besides.
    """

    option: Option
    digit: int
    chosen: bool
    first: Inputs
    others: Inputs
    more_name: str
    more: str


def offer(option: Option, digit: int, fields: Sequence[Field], typed: QueryDict, labels: Mapping[str, str]) -> Offer:
    """The choice with its inputs, holding what was typed so far; the digit selects it.

    `labels` are the process's words for fields, as the facts have them.
    """
    code = option.choice.code
    leading = [field for field in fields if field.first or field.doubted]
    if not leading and len(fields) <= FEW:
        leading = list(fields)
    return Offer(
        option=option,
        digit=digit,
        chosen=typed.get("choice") == code,
        first=_inputs(code, leading, typed, labels),
        others=_inputs(code, [field for field in fields if field not in leading], typed, labels),
        more_name=more_name(code),
        more=typed.get(more_name(code), ""),
    )


def _inputs(code: str, fields: Sequence[Field], typed: QueryDict, labels: Mapping[str, str]) -> Inputs:
    grouped = groupby((field for field in fields if field.group), key=lambda field: field.group)
    return Inputs(
        single=tuple(_input(code, field, typed, labels) for field in fields if not field.group),
        rows=tuple(
            Row(labelled(group), tuple(_input(code, field, typed, labels) for field in row)) for group, row in grouped
        ),
    )


def _input(code: str, field: Field, typed: QueryDict, labels: Mapping[str, str]) -> Input:
    return Input(
        name=field.name,
        label=labels.get(field.name) or labelled(field.column or field.name),
        current=field.current,
        typed_name=typed_name(code, field),
        typed=typed.get(typed_name(code, field), field.current),
        kept_name=kept_name(code, field),
        kept=kept_name(code, field) in typed,
        doubted=field.doubted,
    )
