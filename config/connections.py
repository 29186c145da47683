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
    """Whether it can be used: alive, and not left in the middle of a transaction.

    Django leaves it there when the line is cut while a transaction ends, and the same task begins another.
    """
    return not connection.in_atomic_block and connection.is_usable()
