"""The only place that reads the time of day. Everything below the edges is handed `now`."""

from datetime import datetime

from workflow import world


def now() -> datetime:
    """This moment, aware, UTC."""
    return world.current().now()
