"""The helpers that run as processes of their own: the accounts system, the mail source, the proxy."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, cast

from chaos.kills.http_erp import HttpErp
from chaos.kills.journal import Journal
from chaos.kills.proxy import Mode as ProxyMode
from embedded.parent_death import dies_with_me
from embedded.places import PROJECT
from p2p.erp.twin import Mode as ErpMode


class Helper:
    """`python -m chaos.kills.NAME`, a line in and a line out. It ends with this process."""

    def __init__(self, name: str, *arguments: str | Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"chaos.kills.{name}", *map(str, arguments)],
            cwd=PROJECT,
            env=os.environ.copy(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,
            preexec_fn=dies_with_me(),
        )
        self._input, self._output = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)

    def say(self, line: str) -> str:
        """Give it a line and return its answer."""
        self._input.write(line + "\n")
        self._input.flush()
        return self.hear()

    def hear(self) -> str:
        line = self._output.readline()
        if not line:
            raise EOFError(f"{self._process.args!r} has ended")
        return line.strip()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


class AccountsSystem:
    """The ERP twin, and its journal: what was really booked."""

    def __init__(self, journal: Path) -> None:
        self.helper = Helper("erp_server", journal)
        self.journal = Journal(journal)
        self.port = int(self.helper.hear())
        self._client = HttpErp(f"127.0.0.1:{self.port}")

    def behave(self, usual: ErpMode, script: tuple[ErpMode, ...] = (), slow: float = 0.0) -> None:
        """`script` for the next calls that write, `usual` afterwards; each answer `slow` seconds late."""
        wanted: dict[str, Any] = {"usual": usual.name, "script": [mode.name for mode in script], "slow": slow}
        self._client.ask("/control", wanted)

    def calls(self) -> int:
        """How many calls it has had."""
        return int(self._client.ask("/calls", {})["calls"])


class MailSource:
    """Brings mails into the watched folder, and knows which."""

    def __init__(self, folder: Path, journal: Path) -> None:
        self.helper = Helper("mail_source", folder, journal)
        self.journal = Journal(journal)

    def deliver(self, mail: Path) -> str:
        return self.helper.say(str(mail))


class Proxy:
    """Stands between the workers and what they need."""

    def __init__(self, targets: dict[str, int]) -> None:
        self.helper = Helper("proxy", *(f"{name}={port}" for name, port in targets.items()))
        self.ports: dict[str, int] = json.loads(self.helper.hear())

    def enter(self, line: str, mode: ProxyMode) -> dict[str, int]:
        """Set a line's mode; returns what it carried until now."""
        told: dict[str, int] = json.loads(self.helper.say(f"{line} {mode.value}"))
        return told

    def carries(self, line: str) -> dict[str, int]:
        told: dict[str, int] = json.loads(self.helper.say(line))
        return told
