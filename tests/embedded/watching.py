"""Looking at real processes from outside: who is there, and has it come to pass."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from embedded.places import PROJECT

SECONDS = 60.0


def comes_true(condition: Callable[[], object], seconds: float) -> bool:
    """Whether the condition holds within so many seconds."""
    deadline = time.monotonic() + seconds
    while not (held := bool(condition())) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


def eventually(condition: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
    """Wait until the condition holds; fail with `what` if it doesn't in time."""
    assert comes_true(condition, seconds), f"not within {seconds:.0f} s: {what}"


def processes(data: Path) -> dict[int, str]:
    """Every living process that has to do with this data folder: pid to command line."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            works_in = (entry / "cwd").readlink()
            zombie = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            continue  # it ended while we looked
        mine = int(entry.name) == os.getpid()
        if not (mine or zombie) and (str(data).encode() in told or works_in.is_relative_to(data)):
            found[int(entry.name)] = (entry / "comm").read_text().strip() if entry.exists() else "gone"
    return found


def state(data: Path, kind: str) -> dict[str, int]:
    """What the keeper of this kind of server has written down."""
    return dict(json.loads((data / "run" / kind / "state.json").read_text()))


class Client:
    """A process that uses the servers of a data folder until it is let go."""

    def __init__(self, data: Path, *options: str, command: Sequence[str] = (sys.executable,), **variables: str) -> None:
        self.process = subprocess.Popen(
            [*command, "-m", "tests.embedded.client", str(data), *options],
            cwd=PROJECT,
            env=os.environ | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def urls(self) -> dict[str, str]:
        """The addresses that it got."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"the client ended with {self.process.wait()}"
        return dict(json.loads(line))

    def let_go(self) -> None:
        """The client ends as a command does."""
        self.process.communicate()
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()
