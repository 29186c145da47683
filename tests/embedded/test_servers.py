"""The servers that come along, under everything that may happen to them and to their users."""

import os
import signal
from pathlib import Path

import psycopg
import pytest
import redis

from embedded.kinds import KINDS, POSTGRES
from embedded.lease import borrowed
from embedded.locks import held_by_another
from embedded.places import Place
from tests.embedded.watching import Client, eventually, processes, state

pytestmark = [pytest.mark.parts, pytest.mark.enable_socket]


def ask(url: str, statement: str) -> object:
    """One value from the database."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def socket(urls: dict[str, str]) -> Path:
    """Where the broker listens."""
    return Path(urls["REDIS_URL"].removeprefix("redis+socket://").split("?")[0])


def answers(urls: dict[str, str]) -> bool:
    """Whether both servers do."""
    try:
        with redis.Redis(unix_socket_path=str(socket(urls)), socket_timeout=5) as client:
            return ask(urls["DATABASE_URL"], "SELECT 1") == 1 and bool(client.ping())
    except (psycopg.OperationalError, redis.RedisError):
        return False


def test_a_command_gets_servers_that_go_with_it(data: Path) -> None:
    client = Client(data)
    urls = client.urls()
    assert answers(urls)
    assert ask(urls["DATABASE_URL"], "SHOW server_encoding") == "UTF8"
    assert ask(urls["DATABASE_URL"], "SHOW listen_addresses") == ""
    assert ask(urls["DATABASE_URL"], "SELECT upper('ärger')") == "ÄRGER"
    client.let_go()
    eventually(lambda: not processes(data), "the servers stopped with the last command")
    assert not socket(urls).parent.exists()


def test_data_of_an_earlier_release_gets_the_second_role_at_its_next_start(data: Path) -> None:
    client = Client(data)
    urls = client.urls()
    ask(urls["DATABASE_OWNER_URL"], "DROP ROLE p2p_app")
    client.let_go()
    eventually(lambda: not processes(data), "the servers stopped")
    client = Client(data)
    assert ask(client.urls()["DATABASE_URL"], "SELECT current_user::text") == "p2p_app"
    client.let_go()


def test_two_commands_share_them_and_neither_cuts_the_other_off(data: Path) -> None:
    first, second = Client(data), Client(data)
    urls = first.urls()
    assert second.urls() == urls
    first.let_go()
    server = state(data, "postgres")["server"]
    with borrowed(Place(data), KINDS, throwaway=True) as leases:
        assert {name: url for lease in leases for name, url in lease.addresses().items()} == urls
        second.kill()
        assert answers(urls)
        assert state(data, "postgres")["server"] == server


def test_what_was_stored_is_there_the_next_time(data: Path) -> None:
    for expected in (None, 1):
        client = Client(data)
        url = client.urls()["DATABASE_OWNER_URL"]
        assert ask(url, "SELECT max(n) FROM pg_tables, (SELECT 1 AS n) x WHERE tablename = 'kept'") == expected
        ask(url, "CREATE TABLE IF NOT EXISTS kept ()")
        client.let_go()
        eventually(lambda: not processes(data), "the servers stopped")


def test_a_killed_command_leaves_nothing(data: Path) -> None:
    client = Client(data)
    client.urls()
    assert len(processes(data)) > 4
    client.kill()
    eventually(lambda: not processes(data), "the servers noticed that nobody is left", seconds=15)


@pytest.mark.parametrize("kind", ["postgres", "valkey"])
def test_a_killed_server_comes_back_at_the_same_address(data: Path, kind: str) -> None:
    client = Client(data)
    urls = client.urls()
    killed = state(data, kind)["server"]
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: state(data, kind)["server"] != killed and answers(urls), f"{kind} is back")
    client.let_go()


@pytest.mark.parametrize("kind", ["postgres", "valkey"])
def test_a_killed_keeper_takes_its_server_along_and_the_next_command_starts_both(data: Path, kind: str) -> None:
    client = Client(data)
    urls = client.urls()
    before = state(data, kind)
    os.kill(before["keeper"], signal.SIGKILL)
    successor = Client(data)
    assert successor.urls() == urls  # so that those who were connected can come back
    assert state(data, kind)["server"] != before["server"]
    assert answers(urls)
    assert before["server"] not in processes(data)
    client.let_go()
    successor.let_go()


def test_a_stale_lock_file_is_no_obstacle(data: Path) -> None:
    """After a crash of the machine the number in it may belong to any process: here, to this test."""
    with borrowed(Place(data), [POSTGRES], throwaway=True) as (lease,):
        lease.url()
        lease.release(at_once=True)
    (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    client = Client(data)
    assert answers(client.urls())
    client.let_go()


def test_two_installations_live_side_by_side(data: Path) -> None:
    here, there = Client(data / "here"), Client(data / "there")
    urls, others = here.urls(), there.urls()
    assert set(urls.values()).isdisjoint(others.values())
    ask(urls["DATABASE_OWNER_URL"], "CREATE TABLE only_here ()")
    here.let_go()
    eventually(lambda: not processes(data / "here"), "one stopped")
    assert answers(others)
    there.let_go()


@pytest.mark.parametrize("name", ["with spaces, an ä and a 'quote'", "x" * 150])
def test_any_path_will_do(data: Path, name: str) -> None:
    client = Client(data / name)
    assert answers(client.urls())
    client.let_go()


def test_a_broker_journal_that_cannot_be_read_is_set_aside(data: Path) -> None:
    client = Client(data, "durable")
    client.urls()
    client.let_go()
    eventually(lambda: not processes(data), "the servers stopped")
    for file in (data / "valkey" / "appendonlydir").iterdir():
        file.write_bytes(b"not a journal")
    client = Client(data, "durable")
    assert answers(client.urls())
    client.let_go()
    assert len(list(data.glob("valkey.unreadable.*"))) == 1


def test_a_removed_folder_ends_its_servers(data: Path) -> None:
    client = Client(data)
    client.urls()
    keepers = {state(data, kind.name)["keeper"] for kind in KINDS}
    for lock in data.glob("run/*/users.lock"):
        lock.unlink()
    eventually(lambda: not keepers & set(processes(data)), "the keepers stopped")
    client.kill()


def test_released_at_once_means_gone(data: Path) -> None:
    with borrowed(Place(data), KINDS, throwaway=True) as leases:
        for lease in leases:
            lease.url()
        for lease in leases:
            lease.release(at_once=True)
        assert not any(held_by_another(kind.run(Place(data)) / "keeper.lock") for kind in KINDS)
