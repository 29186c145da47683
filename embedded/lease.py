"""The use of embedded servers by one process: taken before Django starts, given back when it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from embedded.errors import ServerTrouble
from embedded.kinds import Kind
from embedded.locks import Lock, held_by_another
from embedded.places import PROJECT, Place
from embedded.state import State

PATIENCE = 120.0  # seconds: starting, with recovery, or the stopping of one that nobody used


@dataclass(slots=True, eq=False)
class Lease:
    """While this is held, the server stays."""

    kind: Kind
    place: Place
    throwaway: bool = False
    _users: Lock | None = field(init=False, default=None)

    def take(self) -> None:
        """Hold the server, whether or not it runs; raises ServerTrouble."""
        self.place.prepare()
        self._users = Lock(self._run / "users.lock")
        if not self._users.wait_shared(PATIENCE):
            raise ServerTrouble(f"{self.kind.name} doesn't stop: see {self.place.log / 'keeper.log'}.")

    def url(self) -> str:
        """The address of the running server, started now if it doesn't run; raises ServerTrouble."""
        with Lock(self._run / "start.lock") as starting:
            if not starting.wait_alone(PATIENCE):
                raise ServerTrouble(f"Another command is still starting {self.kind.name}.")
            if not self.is_kept():
                self._start()
        state = self._state()
        if state is None:
            raise ServerTrouble(f"{self.kind.name} stopped at once: see {self.place.log / 'keeper.log'}.")
        self._await_answer(state)
        return state.url

    def addresses(self) -> dict[str, str]:
        """The variables that lead to the running server, `url` among them; raises ServerTrouble."""
        found = {self.kind.variable: self.url()}
        state = self._state()
        if state and state.owner_url:
            found[self.kind.owner_variable] = state.owner_url
        return found

    def is_kept(self) -> bool:
        """Whether a keeper is at work."""
        return held_by_another(self._run / "keeper.lock")

    def release(self, at_once: bool = False) -> None:
        """Let go. `at_once`: if nobody else uses the server, it is gone when this returns."""
        if self._users is None:
            return
        state = self._state()
        if at_once and state and self.is_kept():
            os.kill(state.keeper, signal.SIGUSR1)
        self._users.close()
        if at_once:
            self._await_stop()
        self._users = None

    @property
    def _run(self) -> Path:
        return self.kind.run(self.place)

    def _state(self) -> State | None:
        return State.read(self._run / "state.json", self.place.data)

    def _start(self) -> None:
        command = [sys.executable, "-m", "embedded.keep", self.kind.name, str(self.place.data)]
        command += ["--throwaway"] if self.throwaway else []
        started = subprocess.run(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True, check=False)
        if started.returncode:
            raise ServerTrouble(f"{self.kind.name}: {started.stderr.strip()}")

    def _await_answer(self, state: State) -> None:
        """A keeper may just be restarting its server."""
        server = self.kind.server(self.place, Path(state.sockets), self.throwaway)
        deadline = time.monotonic() + PATIENCE
        while not server.answers():
            if time.monotonic() > deadline:
                raise ServerTrouble(f"{self.kind.name} runs but doesn't answer at {state.url}: see {server.home.log}.")
            time.sleep(0.05)

    def _await_stop(self) -> None:
        """Until the keeper has ended or others turn out to use the server."""
        deadline = time.monotonic() + PATIENCE
        with Lock(self._run / "users.lock") as users:
            while self.is_kept() and not _in_use(users) and time.monotonic() < deadline:
                time.sleep(0.05)


def _in_use(users: Lock) -> bool:
    """Whether processes share the lock; a keeper that has it alone is on its way out."""
    if not users.try_shared():
        return False
    try:
        return not users.try_alone() and users.try_shared()
    finally:
        users.release()


_held: list[Lease] = []


def held() -> tuple[Lease, ...]:
    """The leases of this process."""
    return tuple(_held)


@contextlib.contextmanager
def borrowed(place: Place, kinds: Sequence[Kind], throwaway: bool = False) -> Iterator[list[Lease]]:
    """Leases on servers of these kinds, for as long as the block lasts."""
    leases = [Lease(kind, place, throwaway) for kind in kinds]
    _held.extend(leases)
    try:
        for lease in leases:
            lease.take()
        yield leases
    finally:
        for lease in leases:
            lease.release()
            _held.remove(lease)
