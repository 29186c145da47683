"""The keeper of one server: starts it, restarts it when it dies, and stops it when nobody uses it any more.

Who uses the server holds a shared lock on `users.lock`; when the keeper gets that lock alone, nobody is left.
Locks end with their process, so a client that is killed needs no goodbye. The server ends with its keeper.
"""

import logging
import os
import signal
import subprocess
import time
from pathlib import Path

from embedded.backoff import Backoff
from embedded.errors import ServerTrouble
from embedded.locks import Lock
from embedded.server import Server
from embedded.state import State

PAUSE = 0.1
GRACE = 2.0  # seconds that a server outlives its last user, so that two commands in a row share it
STARTING = 120.0  # recovery after a crash takes its time
STOPPING = 30.0

log = logging.getLogger(__name__)


class Keeper:
    """Keeps one server for as long as somebody uses it."""

    def __init__(self, server: Server, run: Path, data: Path) -> None:
        self.server = server
        self.data = data
        self.state = run / "state.json"
        self.users = Lock(run / "users.lock")
        self.backoff = Backoff(first=0.2, most=10.0)
        self.process: subprocess.Popen[bytes] | None = None
        self.grace = GRACE
        self.told_to_stop = False
        self.idle_since: float | None = None

    def start(self) -> None:
        """Bring the server up; raises ServerTrouble."""
        self.server.prepare()
        if not self._came_up() and not (self.server.repair() and self._came_up()):
            raise ServerTrouble(f"The server didn't start:\n{self.server.home.last_words()}")
        self.server.finish()

    def keep(self) -> None:
        """Until nobody uses the server, or the keeper is told to stop, or the data folder is gone."""
        while not self.told_to_stop and self.users.in_place():
            now = time.monotonic()
            self._revive(now)
            if self._unused(now):
                return  # holding the lock: newcomers wait until this server is gone
            time.sleep(PAUSE)

    def stop(self) -> None:
        """End the server cleanly, by force only after half a minute, and leave no socket."""
        if self.process and self.process.poll() is None:
            end(self.process, self.server.stop_signal)
        self.state.unlink(missing_ok=True)
        for left in self.server.sockets.iterdir():
            left.unlink()
        self.server.sockets.rmdir()

    def obey(self, number: int, _frame: object) -> None:
        """The signal handler. SIGTERM: stop now. SIGUSR1: stop with the last user, without grace."""
        self.told_to_stop |= number == signal.SIGTERM
        self.grace = 0.0

    def _came_up(self) -> bool:
        process = self._launch()
        deadline = time.monotonic() + STARTING
        while process.poll() is None and time.monotonic() < deadline:
            if self.server.answers():
                return True
            time.sleep(PAUSE / 5)
        return False

    def _revive(self, now: float) -> None:
        """Start the server again if it died; more and more slowly if it keeps dying."""
        if self.process is None:
            if now >= self.backoff.due():
                self._launch()
        elif self.process.poll() is not None:
            log.warning("%s ended with %s", self.server.home.path, self.process.returncode)
            self.process = None
            self.backoff.failed(now)

    def _unused(self, now: float) -> bool:
        """Whether nobody used the server for the time of grace. If so, we have the users' lock now."""
        if not self.users.try_alone():
            self.idle_since = None
            return False
        self.idle_since = self.idle_since or now
        if now - self.idle_since >= self.grace:
            return True
        self.users.release()
        return False

    def _launch(self) -> subprocess.Popen[bytes]:
        self.process = process = self.server.start()
        server = self.server
        state = State(
            str(self.data), str(server.sockets), server.url, os.getpid(), process.pid, owner_url=server.owner_url
        )
        state.write(self.state)
        log.info("%s: process %s", self.server.home.path, process.pid)
        return process


def end(process: subprocess.Popen[bytes], politely: signal.Signals) -> None:
    """Stop a child: as it likes it, then as it must."""
    for number, seconds in ((politely, STOPPING), (signal.SIGQUIT, 5.0), (signal.SIGKILL, None)):
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
