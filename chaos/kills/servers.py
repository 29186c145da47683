"""PostgreSQL and Valkey on TCP ports of this machine, each a child that can be killed and started again."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import redis

from chaos.kills import processes
from embedded import postgres, valkey
from embedded.binaries import reachable_by, valkey_program
from embedded.server import Home

HOST = "127.0.0.1"
MOST_SESSIONS = 60
WITHIN = 60.0


class NotUp(Exception):
    """A server or process didn't come up in time."""


class Database(postgres.Postgres):
    """PostgreSQL as the product brings it along, forced to disk, but reached over TCP."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Home(folder / "postgres", folder / "log" / "postgres.log"), folder)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{postgres.USER}@{HOST}:{self.port}/{postgres.DATABASE}"

    def up(self) -> None:
        """Start it, after a crash as well, and return when it answers."""
        self.prepare()
        options = postgres.SETTINGS | {
            "listen_addresses": HOST,
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": str(MOST_SESSIONS),
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        program = self._program("postgres")
        self.process = self.home.launch(program, "-D", "{data}", *words, ends_with=signal.SIGINT)
        wait_until(self.answers, "PostgreSQL", self.home)
        self.finish()

    def kill(self) -> tuple[int, ...]:
        """`kill -9` of the postmaster and every process of it; returns whom it hit."""
        process = running(self.process)
        family = (process.pid, *processes.below(process.pid))
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        return family

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=HOST, port=self.port, user=postgres.USER, dbname=database, connect_timeout=5, autocommit=True
        )


class Broker:
    """Valkey with a journal on disk (AOF), or without."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "valkey", folder / "log" / "valkey.log")
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def up(self, *, journal: bool = True) -> None:
        self.home.prepare()
        kept = ("--appendonly", "yes", "--appendfsync", "everysec") if journal else ("--appendonly", "no")
        settings = dict(zip(valkey.SETTINGS[::2], valkey.SETTINGS[1::2], strict=True))
        settings |= {"--port": str(self.port), "--bind": HOST}
        del settings["--unixsocketperm"]
        words = [word for pair in settings.items() for word in pair]
        program = reachable_by(self.home.account, valkey_program())
        self.process = self.home.launch(program, *words, *kept, ends_with=signal.SIGTERM)
        wait_until(self.answers, "Valkey", self.home)

    def client(self) -> redis.Redis:
        return redis.Redis(host=HOST, port=self.port, socket_timeout=5)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def kill(self) -> int:
        """`kill -9`; returns the process that it hit."""
        process = running(self.process)
        process.kill()
        process.wait()
        return process.pid


def running(process: subprocess.Popen[bytes] | None) -> subprocess.Popen[bytes]:
    """The process of a server; raises NotUp where there is none."""
    if process is None:
        raise NotUp("It was never started.")
    return process


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(reached: Callable[[], bool], what: str, home: Home | None = None, within: float = WITHIN) -> None:
    """Return when it is so; raises NotUp, with the last words of a server, when it takes too long."""
    until = time.monotonic() + within
    while not reached():
        if time.monotonic() > until:
            raise NotUp(f"{what}: not within {within:g} s. {home.last_words() if home else ''}")
        time.sleep(0.02)
