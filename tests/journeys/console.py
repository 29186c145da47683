"""Commands beside a running system, one after the other in one process: each would take two seconds to start alone."""

import contextlib
import io
import json
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_SERVE = "from tests.journeys.console import serve; serve()"


class Console:
    """The other end of a process that runs commands until it is closed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", _SERVE],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What the command, with its arguments, came to."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the console has ended"
        return subprocess.CompletedProcess(words, *json.loads(answer))

    def close(self) -> None:
        self._process.communicate(timeout=60)
        assert self._process.returncode == 0


def serve() -> None:
    """Run the commands that come in, a line each, until there are no more. (Runs in the process.)"""
    answers = sys.stdout
    for line in sys.stdin:
        answers.write(json.dumps(_ran(json.loads(line))) + "\n")
        answers.flush()


def _ran(words: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and error, as a process of its own has them."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = _exit_code(words)
    return code, out.getvalue(), err.getvalue()


def _exit_code(words: list[str]) -> int:
    from django.core.management import ManagementUtility

    argv = ["manage.py", *words]
    try:
        ManagementUtility(argv).fetch_command(words[0]).run_from_argv(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:  # noqa: BLE001 -- as Python does where nobody catches it
        traceback.print_exc()
        return 1
    return 0
