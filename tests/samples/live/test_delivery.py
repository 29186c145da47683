"""What a delivery makes of what was said and shown, and the table drawn from it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from samples.live.delivery import Delivery
from samples.live.table import table_of
from samples.manifest import Expected, Manifest, Sample
from tests.samples.live.stories import RECEIVED, asked, expectation, story

NOW = datetime(2026, 3, 20, 8, 5, 3, tzinfo=UTC)


def delivery(*cases: Expected, said: dict[str, Any] | None = None, told: dict[str, Any] | None = None) -> Delivery:
    """A set of one mail and its repetition, both delivered; `told` are the stories by case."""
    first = Sample("01-one.eml", "One", cases)
    again = Sample("02-again.eml", "Again", (), after=(first.file,), duplicate_of=first.file)
    ids = [str(number) for number, _ in enumerate(cases, start=1)]
    answers = {
        first.file: {"duplicate": False, "cases": ids},
        again.file: {"duplicate": True, "cases": ids},
    } | (said or {})
    stories = told or {}
    rows = {
        case: {"state": stories.get(case, {"state": "running"})["state"], "step": "approve", "received_at": RECEIVED}
        for case in ids
    }
    return Delivery(Path(), Manifest(date(2026, 3, 20), 1, (first, again)), answers, rows, stories)


def shown(table: Any) -> list[str]:
    console = Console(width=120)
    with console.capture() as captured:
        console.print(table)
    return [" ".join(line.split()) for line in captured.get().splitlines()]


def test_all_right_is_done_and_without_differences() -> None:
    right = delivery(expectation(), told={"1": story()})
    assert (right.done, right.known_before, right.differences()) == (True, 0, [])


def test_a_running_case_is_neither_done_nor_right() -> None:
    running = delivery(expectation())
    assert not running.done
    assert running.differences() == ["01-one.eml: case 1 is still approve"]


def test_too_few_cases_and_a_missed_duplicate_are_named() -> None:
    said = {
        "01-one.eml": {"duplicate": True, "cases": ["1"]},
        "02-again.eml": {"duplicate": False, "cases": ["7"]},
    }
    wrong = delivery(expectation(), expectation(), said=said, told={"1": story()})
    assert wrong.known_before == 1
    assert wrong.differences() == [
        "01-one.eml: 1 cases instead of 2",
        "02-again.eml: not recognised as the same mail as 01-one.eml",
    ]


def test_a_mail_that_was_never_delivered_is_named() -> None:
    stuck = delivery(expectation(), told={"1": story()})
    del stuck.said["02-again.eml"]
    assert stuck.differences() == ["02-again.eml: not delivered, because a mail before it never came to rest"]


def test_the_table_has_a_line_for_each_case_and_each_mail_without_one() -> None:
    told = {"1": story(("done", "09")), "2": asked("new_vendor")}
    table = table_of(delivery(expectation(), expectation(), told=told), NOW)
    assert shown(table) == [
        "case mail vendor amount step outcome seconds",
        "1 01-one Thornbury Paper £254.64 approve to be paid on 2026-04-16 9.0 ✓",
        "2 01-one Thornbury Paper £254.64 approve waits: new_vendor 4.5 ✗",
        "- 02-again the same mail again",
    ]


def test_a_running_case_counts_its_seconds_and_a_short_screen_shows_the_newest() -> None:
    table = table_of(delivery(expectation()), NOW, newest=2)
    assert shown(table)[1:] == ["1 01-one approve running 3.0", "- 02-again the same mail again"]
    assert shown(table_of(delivery(expectation()), NOW, newest=1))[1:] == ["- 02-again the same mail again"]
