"""The product as a child: `manage.py up`, stopped with its parent."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded.parent_death import dies_with_me

STOP_WITHIN = 60.0


class SystemTrouble(Exception):
    """The system didn't start, or has stopped."""


@dataclass(frozen=True, slots=True)
class System:
    """A running `up`: where its pages are, and where it says what troubles it."""

    url: str
    log: Path
    process: "subprocess.Popen[str]"

    def check(self) -> None:
        """Raise SystemTrouble if it runs no more."""
        if self.process.poll() is not None:
            raise SystemTrouble(_last_words(self.log))

    def serve(self) -> None:
        """Return when it has ended."""
        self.process.wait()


@contextmanager
def running(data: Path, *options: str) -> Iterator[System]:
    """`manage.py up` with these options, for as long as the block lasts. Raises SystemTrouble.

    It is told to stop when the block ends, and by the kernel when this process dies. Call it before any thread
    is started: the tie is to the calling one.
    """
    log = data / "log" / "demo-up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, sys.argv[0], "up", *options]
    with log.open("w", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            env=os.environ | {"P2P_DATA": str(data)},
            preexec_fn=dies_with_me(signal.SIGTERM),
        )
    try:
        yield System(_ready_at(process, log), log, process)
    finally:
        _stop(process)


def _ready_at(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout is not None  # noqa: S101 -- for the type checker: it is a pipe
    line = process.stdout.readline()
    if not line:
        process.wait()
        raise SystemTrouble(_last_words(log))
    url: str = json.loads(line)["url"]
    return url


def _stop(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)  # a demo in the background hands down that SIGINT is ignored
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8").strip().splitlines()
    said = "\n".join(lines[-5:]) or "It said nothing."
    return f"`manage.py up` has ended. Its last words ({log}):\n{said}"
