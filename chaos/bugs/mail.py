"""Bugs at the front door: mails, files, duplicates of mails."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from chaos.bugs.bug import Bug, attribute, instead
from chaos.bugs.plans import at_each_point, in_peace
from chaos.sim.points import around
from p2p import collecting, receiving, store
from p2p.receiving import Received


def _seen_before_stored() -> AbstractContextManager[None]:
    """The mail is put away first, and stored then."""

    def collect(source: Any, *, clock: Callable[[], datetime], limit: int = 100) -> Iterator[Received]:
        for key in source.waiting(limit):
            raw = source.fetch(key)
            source.done(key)
            yield receiving.receive(raw, source=source.name, now=clock())

    return instead(collecting.collect, collect)


def _file_after_row() -> AbstractContextManager[None]:
    """The rows commit first, and the files are written then."""
    real = receiving.receive

    def receive(raw: bytes, *, source: str, now: datetime) -> Received:
        later: list[bytes] = []

        class Later:
            put = staticmethod(later.append)

            def __getattr__(self, name: str) -> Any:
                return getattr(store, name)

        with attribute(receiving, "store", Later()):
            received = real(raw, source=source, now=now)
        for content in [] if received.duplicate else later:
            around("file stored", lambda content=content: store.put(content))  # type: ignore[misc]
        return received

    return instead(receiving.receive, receive)


@contextmanager
def _taken_in_twice() -> Iterator[None]:
    """Nobody looks whether a mail came before, and the table lets it in."""
    with connection.cursor() as cursor:
        cursor.execute(_UNIQUE)
        constraints = cursor.fetchall()
        for name, _ in constraints:
            cursor.execute(f'ALTER TABLE p2p_email DROP CONSTRAINT "{name}"')
    try:
        with attribute(receiving, "_earlier", lambda arrival: None):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DELETE FROM p2p_document; DELETE FROM p2p_email")
            for name, definition in constraints:
                cursor.execute(f'ALTER TABLE p2p_email ADD CONSTRAINT "{name}" {definition}')
            cursor.execute("RESET session_replication_role")


_UNIQUE = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'p2p_email'::regclass AND contype = 'u'
"""

BUGS = (
    Bug(
        "seen-before-stored",
        "a mail is marked as seen before it is stored",
        "mails_once:",
        _seen_before_stored,
        lambda: at_each_point("clean"),
    ),
    Bug(
        "file-after-row",
        "rows commit before their files are written",
        "stored_files:",
        _file_after_row,
        lambda: at_each_point("clean"),
    ),
    Bug(
        "taken-in-twice",
        "a mail that comes again is taken in again",
        "should end",
        _taken_in_twice,
        lambda: in_peace("delivered-twice"),
        stays=True,
    ),
)
