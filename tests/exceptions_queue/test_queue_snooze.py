from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exceptions_queue.queue_snooze import NoTime, offered, read

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)  # the clocks are put forward on Sunday


def test_times_at_hand_are_mornings_where_the_person_is() -> None:
    assert list(offered(FRIDAY, LONDON)) == [
        ("2026-03-27T16:30+00:00", "In an hour"),
        ("2026-03-27T18:30+00:00", "In three hours"),
        ("2026-03-28T08:00+00:00", "Tomorrow, 08:00"),
        ("2026-03-30T07:00+00:00", "Monday 30 Mar, 08:00"),
    ]


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("2026-03-30T08:00", datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        (" 2026-03-30 08:00 ", datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        ("2026-03-30T07:00+00:00", datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        ("2026-04-01", datetime(2026, 3, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_the_persons(typed: str, until: datetime) -> None:
    assert read(typed, FRIDAY, LONDON) == until


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Say until when"),
        ("tomorrow", "Say until when"),
        ("2026-03-27T15:30", "has passed already"),
        ((FRIDAY + timedelta(days=61)).isoformat(), "longer than 60 days"),
        ("9999-12-31T23:59-14:00", "longer than 60 days"),
    ],
)
def test_what_is_no_time_to_come_is_refused(typed: str, problem: str) -> None:
    with pytest.raises(NoTime, match=problem):
        read(typed, FRIDAY, LONDON)
