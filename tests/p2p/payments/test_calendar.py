from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.payments.calendar import is_working_day, last_chance, last_working_day, next_working_day, pay_on

dates = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 1, 1))


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 8, 31),  # the late summer one, which Scotland hasn't on this day
        date(2026, 12, 28),  # for Boxing Day on a Saturday
        date(2022, 9, 19),  # the Queen's funeral
        date(2026, 6, 6),  # a Saturday
    ],
)
def test_holidays_and_weekends_are_not_working_days(holiday: date) -> None:
    assert not is_working_day(holiday)


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 3, 17), date(2026, 11, 30)])
def test_holidays_of_other_nations_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("due", "today", "paid"),
    [
        (date(2026, 6, 10), date(2026, 5, 12), date(2026, 6, 10)),  # the due date itself
        (date(2026, 6, 7), date(2026, 5, 12), date(2026, 6, 5)),  # Sunday: the Friday before
        (date(2026, 4, 6), date(2026, 3, 10), date(2026, 4, 2)),  # Easter Monday: Maundy Thursday
        (date(2026, 5, 12), date(2026, 5, 12), date(2026, 5, 13)),  # due today: tomorrow
        (date(2026, 1, 1), date(2026, 5, 15), date(2026, 5, 18)),  # overdue, seen on a Friday: Monday
        (date(2026, 4, 4), date(2026, 4, 2), date(2026, 4, 7)),  # the last day before Easter is too early
    ],
)
def test_pay_on(due: date, today: date, paid: date) -> None:
    assert pay_on(due, today) == paid


@given(dates, dates)
def test_payments_fall_on_working_days_after_today(due: date, today: date) -> None:
    paid = pay_on(due, today)
    assert is_working_day(paid)
    assert paid > today


@given(dates, dates)
def test_a_payment_is_late_only_where_no_earlier_day_was_left(due: date, today: date) -> None:
    paid = pay_on(due, today)
    assert paid <= due or paid == next_working_day(today)


@given(dates, dates)
def test_money_is_kept_until_the_last_working_day(due: date, today: date) -> None:
    paid = pay_on(due, today)
    assert paid >= due or next_working_day(paid) > due


@given(dates)
def test_the_last_chance_is_the_last_day_that_pays_in_time(due: date) -> None:
    chance = last_chance(due)
    assert pay_on(due, chance) <= due
    assert pay_on(due, last_working_day(due)) > last_working_day(due)
