"""Valkey, the broker: a doorbell, with a journal on disk so that a restart drops nothing."""

import signal
import subprocess
import time
from pathlib import Path

import redis

from embedded.binaries import reachable_by, valkey_program
from embedded.server import Home

# An append-only file, written through every second; full memory is an error, never a dropped message.
SETTINGS = (
    *("--port", "0"),
    *("--daemonize", "no"),
    *("--unixsocketperm", "700"),
    *("--dir", "."),
    *("--save", ""),
    *("--maxmemory-policy", "noeviction"),
    *("--logfile", ""),
)


class Valkey:
    """One broker with its data in the folder given, on a private socket."""

    owner_url = ""  # whoever gets in may do everything
    stop_signal = signal.SIGTERM  # writes the append-only file and ends

    def __init__(self, home: Home, sockets: Path, throwaway: bool = False) -> None:
        self.home = home
        self.sockets = sockets
        self.throwaway = throwaway

    @property
    def url(self) -> str:
        return f"redis+socket://{self._socket}?virtual_host=0"

    def prepare(self) -> None:
        self.home.prepare()

    def start(self) -> subprocess.Popen[bytes]:
        journal = ("--appendonly", "no") if self.throwaway else ("--appendonly", "yes", "--appendfsync", "everysec")
        program = reachable_by(self.home.account, valkey_program())
        where = ("--unixsocket", self._socket)
        return self.home.launch(program, *where, *SETTINGS, *journal, ends_with=self.stop_signal)

    def answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self._socket), socket_timeout=5) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def finish(self) -> None:
        """Nothing: an empty broker is a good one."""

    def repair(self) -> bool:
        """Set a journal aside that can't be read. The database knows what is due and rings again."""
        if self.home.is_empty():
            return False
        self.home.path.rename(self.home.path.with_name(f"valkey.unreadable.{time.time():.0f}"))
        self.home.prepare()
        return True

    @property
    def _socket(self) -> Path:
        return self.sockets / "valkey.sock"
