"""Two deliveries of the same mail at the same moment: the constraints decide, and both hear of one case."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from p2p.mail.arrival import take_apart
from p2p.models import Email
from p2p.receiving import receive
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import PDF, raw
from workflow.models import Case

MAIL = raw(("a.pdf", PDF), message_id="<race@vendor.example>")
_INSERT = """
    INSERT INTO p2p_email (message_id, sha256, delivery_digest, sender, subject, received_at, source, size, ignored)
    VALUES (%s, %s, %s, '', '', %s, 'other', %s, '[]')
"""
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"


@contextmanager
def other_connection() -> Iterator["psycopg.Connection[tuple[int]]"]:
    """Somebody else, in the same database. What they committed is taken away again."""
    with psycopg.connect(**connection.get_connection_params()) as other:
        try:
            yield other
        finally:
            # The guards let nobody delete an email, not even a test that tidies up.
            other.execute("SET session_replication_role = replica")
            other.execute("DELETE FROM p2p_email WHERE source = 'other'")


def commit_once_somebody_waits(other: "psycopg.Connection[tuple[int]]", seen: threading.Event) -> None:
    until = time.monotonic() + 20
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as watcher:
        while time.monotonic() < until:
            row = watcher.execute(_WAITING).fetchone()
            if row and row[0]:
                seen.set()
                break
    other.commit()


@pytest.mark.usefixtures("intake")
def test_the_loser_of_a_race_answers_with_the_winner_s_delivery() -> None:
    arrival = take_apart(MAIL)
    with other_connection() as other:
        values = (arrival.message_id, arrival.sha256, arrival.delivery_digest, NOW, arrival.size)
        other.execute(_INSERT, values)
        seen = threading.Event()
        winner = threading.Thread(target=commit_once_somebody_waits, args=(other, seen))
        winner.start()
        received = receive(MAIL, source="command", now=NOW)
        winner.join()
        assert seen.is_set()
        assert received.duplicate
        assert Email.objects.get().source == "other"
        assert not Case.objects.exists()
