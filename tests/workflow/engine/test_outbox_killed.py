"""Senders as processes of their own: two at once, and one that is killed while the server has its message."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from tests.smtp import MailServer, mail_server
from tests.workflow.conftest import Bench

SEND = """
import sys, django
django.setup()
from workflow import clock, engine
print("ready", flush=True)
sys.stdin.readline()
print(engine.send_due(clock=clock.now), flush=True)
"""
_INSERT = """
    INSERT INTO workflow_message
        (key, message_id, recipient, address, subject, body, state, fence, queued_at, due_at, attempts, error)
    SELECT 'killed:' || n, '<' || n || '@ap.example.com>', '', n || '@example.com', 'S', 'B', 'queued', 0,
        now(), now(), 0, ''
    FROM generate_series(1, %s) AS n
"""
# The guards let nobody go back from sent; a test takes away what it has committed.
_AWAY = "DELETE FROM workflow_message WHERE key LIKE 'killed:%'"


@pytest.fixture
def rows(bench: Bench) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
    """The same database, past the test's own transaction."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        yield other
        other.execute(_AWAY)


@contextmanager
def sender(database_url: str, server: MailServer) -> Iterator["subprocess.Popen[str]"]:
    """A process that sends what is due once it is given a line."""
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": urlunsplit(urlsplit(database_url)._replace(path=f"/{name}")),
        "P2P_EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", SEND], env=environment, **pipes) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def sent_by(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


def test_a_sender_killed_while_the_server_has_the_message_is_repeated_under_its_id(
    rows: "psycopg.Connection[tuple[Any, ...]]", database_url: str
) -> None:
    rows.execute(_INSERT, [1])
    with mail_server() as server:
        with sender(database_url, server) as killed:
            server.answers.clear()
            go(killed)
            wait_for(lambda: server.taken)
            killed.kill()
        server.answers.set()
        held = rows.execute("SELECT state, due_at > now() FROM workflow_message").fetchone()
        assert held == ("sending", True), "nobody knows yet that its sender is dead"

        rows.execute("UPDATE workflow_message SET due_at = now()")  # the time has passed
        with sender(database_url, server) as second:
            go(second)
            assert sent_by(second) == 1
        assert [message["Message-ID"] for message in server.messages()] == ["<1@ap.example.com>"] * 2
        assert server.taken[0] == server.taken[1]
        assert rows.execute("SELECT state, attempts FROM workflow_message").fetchone() == ("sent", 2)


def test_two_senders_at_once_send_each_message_once(
    rows: "psycopg.Connection[tuple[Any, ...]]", database_url: str
) -> None:
    rows.execute(_INSERT, [100])
    with mail_server() as server, sender(database_url, server) as one, sender(database_url, server) as two:
        go(one)
        go(two)
        assert sent_by(one) + sent_by(two) == 100
        assert len(server.taken) == len({message["Message-ID"] for message in server.messages()}) == 100
    assert rows.execute("SELECT DISTINCT state, attempts FROM workflow_message").fetchall() == [("sent", 1)]
