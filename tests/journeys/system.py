"""The whole system as an operator starts it: `manage.py up`, and commands beside it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.console import ROOT, Console

READY_WITHIN = 300.0  # upper bounds, for machines that have much else to do
REST_WITHIN = 300.0


@dataclass(slots=True)
class System:
    """One installation in a folder of its own."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    process: subprocess.Popen[str] | None = None
    console: Console | None = None

    def up(self) -> None:
        """Start everything, and return once it takes work."""
        command = [sys.executable, "manage.py", "up"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, stderr=None, text=True
        )
        assert self.process.stdout is not None
        late = threading.Timer(READY_WITHIN, self.process.kill)
        late.start()
        line = self.process.stdout.readline()
        late.cancel()
        assert line, "up has ended before it was ready"
        ready = json.loads(line)
        assert ready["ready"] is True
        self.url = ready["url"]
        self.console = Console(self.environment())

    def down(self) -> None:
        """Stop as a service manager does. (Ctrl-C has its own test; a run in the background ignores it.)"""
        if self.console is not None:
            self.console.close()
            self.console = None
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
            assert self.process.stdout is not None
            self.process.stdout.close()

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """One command, beside the running system."""
        words = [str(word) for word in command]
        if self.console is not None:
            return self.console.run(*words)
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )

    def lines(self, *command: str | Path) -> list[dict[str, Any]]:
        """What a command printed, which must have gone well."""
        done = self.run(*command)
        assert done.returncode == 0, f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-2000:]}"
        return [json.loads(line) for line in done.stdout.splitlines()]

    def receive(self, *mails: Path) -> list[dict[str, Any]]:
        return self.lines("receive_mail", *mails)

    def rest(self, cases: Iterable[str] = ()) -> None:
        """Wait until none of the cases runs any more."""
        done = self.run("wait", *cases, "--timeout", str(REST_WITHIN))
        assert done.returncode == 0, done.stderr[-500:]

    def case(self, case: str) -> dict[str, Any]:
        (story,) = self.lines("show_case", case, "--json")
        return story

    def case_when(self, case: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The case's story once it is as wanted; fails with where it stands instead after a while."""
        until = time.monotonic() + REST_WITHIN
        while not reached(story := self.case(case)):
            assert time.monotonic() < until, f"case {case} stays {story['state']} at {story['step']}"
        return story

    def decide(self, story: Mapping[str, Any], choice: str, user: str, *more: str) -> dict[str, Any]:
        """Answer the open question of a case, and return the case once it rests again."""
        (task,) = [task for task in story["tasks"] if task["state"] == "open"]
        self.lines("decide", task["id"], choice, "--user", user, *more)
        self.rest([story["id"]])
        return self.case(story["id"])

    def database_url(self) -> str:
        """Where the running system's database is."""
        done = self.run("shell", "--no-imports", "-c", "import os; print(os.environ['DATABASE_URL'])")
        return done.stdout.strip().splitlines()[-1]

    def environment(self) -> dict[str, str]:
        servers = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "P2P_LOANS")
        mine = {name: value for name, value in os.environ.items() if name not in servers}
        return {**mine, "P2P_DATA": str(self.data), "P2P_PORT": "0", **self.settings}
