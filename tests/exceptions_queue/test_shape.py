from decimal import Decimal
from typing import Any

import pytest

from exceptions_queue.shape import NOTHING, Items, Rows, Table, Text, filled, shape


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Emma", Text("Emma")),
        ("12.400", Text("12.400", number=True)),
        ("-3", Text("-3", number=True)),
        ("NaN", Text("NaN")),
        ("INV-1", Text("INV-1")),
        (Decimal("1.10"), Text("1.10", number=True)),
        (0, Text("0", number=True)),
        (True, Text("yes")),
        (None, Text(NOTHING)),
        ("", Text(NOTHING)),
        ({}, Text(NOTHING)),
        ([], Text(NOTHING)),
        (["a", 1], Items((Text("a"), Text("1", number=True)))),
        ({"a": "b"}, Rows((("a", Text("b")),))),
    ],
)
def test_a_value_takes_its_shape(value: Any, expected: Any) -> None:
    assert shape(value) == expected


def test_things_with_names_become_a_table_over_all_their_names() -> None:
    table = shape([{"a": "1", "b": "x"}, {"b": "y", "c": ["z"]}])
    assert table == Table(
        ("a", "b", "c"),
        (
            (Text("1", number=True), Text("x"), Text(NOTHING)),
            (Text(NOTHING), Text("y"), Items((Text("z"),))),
        ),
    )


def test_what_lies_too_deep_is_shown_as_it_stands() -> None:
    assert shape({"a": {"b": {"c": "d"}}}, depth=2) == Rows((("a", Rows((("b", Text('{"c": "d"}')),))),))


def test_only_what_holds_something_is_told() -> None:
    assert filled({"a": None, "b": [], "c": {}, "d": "", "e": 0, "f": False, "g": [None]}) == {
        "e": 0,
        "f": False,
        "g": [None],
    }
