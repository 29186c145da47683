from datetime import timedelta

import pytest

from exceptions_queue.wording import fill, label, span, took


@pytest.mark.parametrize(
    ("template", "params", "text"),
    [
        ("{a} of {b_c}", {"a": 1, "b_c": "two"}, "1 of two"),
        ("{a} goes on", {}, "[a] goes on"),
        ("paid on {pay_on}", {}, "paid on [pay on]"),
        ("{a}", {"a": "{a.__class__} {b}"}, "{a.__class__} {b}"),
        ("{a.__class__} { } {0!r}", {"a": "x"}, "{a.__class__} { } {0!r}"),
    ],
)
def test_a_template_is_filled_and_never_fails(template: str, params: dict[str, object], text: str) -> None:
    assert fill(template, params) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [("unit_price", "Unit price"), ("id_of_book", "ID of book"), ("items.2", "Items 2"), ("", "")],
)
def test_a_code_reads_as_a_label(code: str, text: str) -> None:
    assert label(code, ("ID", "ISBN")) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=5, seconds=30), "5 min"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=3, minutes=5), "3 d"),
        (-timedelta(days=1, hours=1), "1 d 1 h"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(time: timedelta, text: str) -> None:
    assert span(time) == text


def test_machine_work_is_told_to_the_hundredth_of_a_second() -> None:
    assert took(timedelta(milliseconds=423)) == "0.42 s"
    assert took(timedelta(seconds=61)) == "1 min"
