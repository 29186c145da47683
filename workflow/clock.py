"""The only place that reads the time of day. Everything below the edges is handed `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, UTC."""
    return datetime.now(UTC)
