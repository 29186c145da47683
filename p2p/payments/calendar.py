"""On which day a payment is made: working days of England, before the due date, never too early to arrange.

Pure. Working days are Monday to Friday without the bank holidays of England
(https://www.gov.uk/bank-holidays), as the `holidays` library keeps them.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

_DAY = timedelta(days=1)
_ZONE = ZoneInfo("Europe/London")


def is_working_day(day: date) -> bool:
    """Whether banks in England work on this day."""
    return _england().is_working_day(day)


def next_working_day(after: date) -> date:
    """The first working day later than this day."""
    day = after + _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def last_working_day(until: date) -> date:
    """The last working day on or before this day."""
    day = until
    while not is_working_day(day):
        day -= _DAY
    return day


def pay_on(due: date, today: date) -> date:
    """The last working day on or before `due`, but never before the next working day after `today`."""
    return max(last_working_day(due), next_working_day(today))


def last_chance(due: date) -> date:
    """The last day on which a payment that is scheduled then still arrives in time."""
    day = last_working_day(due) - _DAY
    return last_working_day(day)


def too_late_from(due: date) -> datetime:
    """The moment from which a payment can't arrive in time any more: the end of the last chance (aware)."""
    return datetime.combine(last_chance(due) + _DAY, time.min, _ZONE)


@cache
def _england() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")
