"""One process of `up`: started, watched, started again, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from embedded.backoff import Backoff
from embedded.kinds import POSTGRES
from embedded.logs import trim
from embedded.parent_death import dies_with_me
from embedded.places import PROJECT
from embedded.ready import VARIABLE

STARTING = 180.0  # seconds that a process gets to become ready


@dataclass(frozen=True, slots=True)
class Role:
    """What a child does."""

    name: str
    module: str  # run as `python -m`
    arguments: tuple[str, ...] = ()
    sockets: tuple[int, ...] = ()  # open files that it inherits
    queues: tuple[str, ...] = ()  # a worker's
    node: str = ""  # a worker's name in Celery
    concurrency: int = 0  # tasks that a worker does at a time


class Child:
    """A process that plays its role until it is told to stop."""

    def __init__(self, role: Role, logs: Path) -> None:
        self.role = role
        self.log = logs / f"{role.name}.log"
        self.backoff = Backoff(first=1.0, most=30.0)
        self.process: subprocess.Popen[bytes] | None = None
        self._pipe = -1
        self._started = 0.0
        self._ready_at: float | None = None

    def start(self) -> None:
        trim(self.log)
        self._close_pipe()
        self._started, self._ready_at = time.monotonic(), None
        self._pipe, theirs = os.pipe()
        os.set_blocking(self._pipe, False)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.role.module, *self.role.arguments],
                cwd=PROJECT,
                env=_environment(theirs),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(theirs, *self.role.sockets),
                process_group=0,  # a Ctrl-C is for `up`, which knows the order
                preexec_fn=dies_with_me(),
            )
        os.close(theirs)

    def is_ready(self) -> bool:
        """Whether the process has said that it is at work."""
        if not self.runs():
            return False
        if self._ready_at is None:
            with contextlib.suppress(BlockingIOError):
                self._ready_at = time.monotonic() if os.read(self._pipe, 16) else None
        return self._ready_at is not None

    def ready_for(self, now: float) -> float:
        """Seconds since it said so."""
        return now - self._ready_at if self.is_ready() and self._ready_at is not None else 0.0

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self, now: float) -> str | None:
        """Start the process again when it is due. The sentence says, once, that it ended or got stuck."""
        if self.runs():
            return self._end_if_stuck(now)
        if self.process is None:
            if now >= self.backoff.due():
                self.start()
            return None
        code, self.process = self.process.returncode, None
        self.backoff.failed(now)
        return f"{self.role.name} ended with {code}: starting it again ({self.log})"

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the process alone: it looks after its own children."""
        if self.process and self.runs():
            self.process.send_signal(number)

    def kill(self) -> None:
        """End the process and all its children, now."""
        if self.process and self.runs():
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _end_if_stuck(self, now: float) -> str | None:
        if self.is_ready() or now - self._started < STARTING:
            return None
        self.kill()
        return f"{self.role.name} wasn't ready after {STARTING:.0f} s: starting it again ({self.log})"

    def _close_pipe(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1


def _environment(pipe: int) -> dict[str, str]:
    """Ours, without the owner's way into the database: whoever does the work never needs it."""
    mine = {name: value for name, value in os.environ.items() if name != POSTGRES.owner_variable}
    return {**mine, VARIABLE: str(pipe)}
