"""Database connections that were lost: found before a task or a request begins, and made anew."""

from contextlib import suppress
from typing import Any

from django.db import connections


def drop_dead_connections(**_: object) -> None:
    """A database that was restarted costs one ping, not a failed task. A Celery and a request signal's receiver."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and not _sound(connection):
            with suppress(Exception):
                connection.connection.close()
            # `close` would keep the dead one while Django takes it to be in a transaction; `connect` resets all.
            connection.connection = None


def _sound(connection: Any) -> bool:
    """Whether it can be used.

    When the line is cut while a transaction ends, and the same task begins another, Django leaves the dead
    connection in a transaction for ever. (Inside a living one, as in tests, nothing is asked.)
    """
    if connection.in_atomic_block:
        return not connection.connection.closed
    return bool(connection.is_usable())
