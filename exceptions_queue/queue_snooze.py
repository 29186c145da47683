"""Until when a question may be put away: a few times at hand, or one typed in, all in the person's zone. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

MORNING = time(8)
LONGEST = timedelta(days=60)


class NoTime(ValueError):
    """What was typed is no time to put a question away until; the text says what to do."""


def offered(now: datetime, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """The times at hand, as (what is sent, what is read)."""
    local = now.astimezone(zone)
    morning = datetime.combine(local.date() + timedelta(days=1), MORNING, zone)
    monday = datetime.combine(local.date() + timedelta(days=7 - local.weekday()), MORNING, zone)
    for label, until in (
        ("In an hour", now + timedelta(hours=1)),
        ("In three hours", now + timedelta(hours=3)),
        ("Tomorrow, 08:00", morning),
        (f"Monday {monday.day} {monday:%b}, 08:00", monday),
    ):
        yield until.astimezone(UTC).isoformat(timespec="minutes"), label


def read(typed: str, now: datetime, zone: tzinfo) -> datetime:
    """The time that was chosen or typed; one without a zone is in the person's."""
    try:
        until = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise NoTime("Say until when: a date and a time, such as 2026-03-09 08:00.") from None
    until = until if until.tzinfo else until.replace(tzinfo=zone)
    if until <= now:
        raise NoTime("That time has passed already. Choose a later one.")
    if until > now + LONGEST:
        raise NoTime(f"Nothing may be put away for longer than {LONGEST.days} days. Choose an earlier time.")
    return until.astimezone(UTC)
