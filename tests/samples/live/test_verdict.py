"""A case is judged by where the machine brought it, and by the money."""

from typing import Any

import pytest

from samples.live.verdict import differences, first_rest, seconds_to_rest
from samples.manifest import Expected
from tests.samples.live.stories import asked, expectation, story

ASLEEP: dict[str, Any] = {"state": "sleeping", "finished_at": None, "postings": [], "payments": []}
DECIDED = asked("over_threshold") | {"state": "completed", "postings": [{"gross": "254.64"}]}


@pytest.mark.parametrize(
    ("told", "rest"),
    [
        (story(("done", "09")), ("completed", None)),
        (asked("price_variance"), ("waiting", "price_variance")),
        (DECIDED, ("waiting", "over_threshold")),
        (story(("done", "01"), ("waited", "02"), **ASLEEP), ("sleeping", None)),
        (story(("waited", "02"), ("done", "30")), ("sleeping", None)),
        (asked("incident", state="incident"), ("incident", None)),
        (story(state="ignored"), ("ignored", None)),
    ],
    ids=["completed", "asked", "decided since", "asleep", "woken since", "incident", "ignored"],
)
def test_first_rest_is_where_the_machine_stopped(told: dict[str, Any], rest: tuple[str, str | None]) -> None:
    assert first_rest(told) == rest


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (story(("done", "09")), 9.0),
        (asked("new_vendor"), 4.5),
        (story(("waited", "02"), ("done", "30")), 2.0),
        (story(finished_at=None), None),
    ],
)
def test_seconds_run_until_the_first_rest(told: dict[str, Any], seconds: float | None) -> None:
    assert seconds_to_rest(told) == seconds


@pytest.mark.parametrize(
    ("expected", "told", "words"),
    [
        (expectation(), story(), []),
        (expectation("waiting", "new_vendor"), asked("new_vendor"), []),
        (expectation("waiting", "over_threshold"), DECIDED, []),
        (expectation(), asked("new_vendor"), ["waiting (new_vendor) instead of completed: Really?"]),
        (expectation("waiting", "new_vendor"), story(), ["completed instead of waiting (new_vendor)"]),
        (expectation(), story(postings=[{"gross": "254.46"}]), ["posted 254.46 instead of 254.64"]),
        (expectation(), story(postings=[{"gross": "254.64"}] * 2), ["posted 254.64, 254.64 instead of 254.64"]),
        (expectation(), story(payments=[]), ["payments scheduled: none instead of 254.64"]),
        (expectation(kind="credit_note"), story(payments=[]), []),
        (expectation(kind="credit_note"), story(), ["payments scheduled: 254.64 instead of none"]),
    ],
)
def test_differences_are_told_in_words(expected: Expected, told: dict[str, Any], words: list[str]) -> None:
    assert differences(expected, told) == words
