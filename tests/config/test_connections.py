"""A worker whose database goes away in the middle of its work does its next task as if nothing had been."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from config.connections import drop_dead_connections
from tests.databases import connected_to, fresh_database


@pytest.fixture
def database(database_url: str, django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock(), fresh_database(database_url, "template1") as url, connected_to(url):
        yield


def _one() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return int(cursor.fetchone()[0])


def test_a_sound_connection_is_kept(database: None) -> None:
    assert _one() == 1
    before = connection.connection
    drop_dead_connections()
    assert connection.connection is before


def test_a_dead_connection_is_made_anew(database: None) -> None:
    assert _one() == 1
    connection.connection.close()
    drop_dead_connections()
    assert _one() == 1


def test_a_line_that_is_cut_as_a_transaction_ends_doesnt_cripple_the_worker(
    database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapper: Any = connections["default"]
    commit = wrapper._commit

    def commit_and_lose_the_line() -> None:
        commit()
        wrapper.connection.close()

    with monkeypatch.context() as line:
        line.setattr(wrapper, "_commit", commit_and_lose_the_line)
        with pytest.raises(DatabaseError), transaction.atomic():
            _one()
    with pytest.raises(DatabaseError), transaction.atomic():  # the same task goes on
        _one()
    assert wrapper.in_atomic_block  # Django takes it to be in a transaction, for ever

    drop_dead_connections()
    with transaction.atomic():
        assert _one() == 1
