"""When thresholds fall due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import sla
from workflow.define import Level

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEVELS = (Level(50, "reminder", ""), Level(100, "manager", "manager"), Level(150, "director", "director"))


@pytest.mark.parametrize(
    ("told", "minutes", "due", "skipped", "next_minutes"),
    [
        (0, 29, None, [], 30),
        (0, 30, 50, [], 60),
        (50, 30, None, [], 60),
        (50, 60, 100, [], 90),
        (0, 60, 100, [50], 90),
        (0, 500, 150, [50, 100], None),
        (150, 500, None, [], None),
    ],
)
def test_what_has_passed(
    told: int, minutes: int, due: int | None, skipped: list[int], next_minutes: int | None
) -> None:
    found = sla.passed(START, HOUR, LEVELS, told, START + timedelta(minutes=minutes))
    assert (found.due.percent if found.due else None) == due
    assert [level.percent for level in found.skipped] == skipped
    assert found.next_at == (START + timedelta(minutes=next_minutes) if next_minutes is not None else None)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12).map(sorted))
def test_each_threshold_is_dealt_with_once_however_often_one_looks(minutes: list[int]) -> None:
    told, dealt_with = 0, []
    for minute in minutes:
        found = sla.passed(START, HOUR, LEVELS, told, START + timedelta(minutes=minute))
        dealt_with += [level.percent for level in found.skipped]
        if found.due:
            told = found.due.percent
            dealt_with.append(told)
    assert dealt_with == [level.percent for level in LEVELS if level.percent <= minutes[-1] * 100 // 60]
