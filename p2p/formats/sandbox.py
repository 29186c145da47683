"""Reading a document without trusting it: every parser runs in a child process that can be lost.

The child has a process group of its own, limits on time, memory and files, an empty environment, a
throw-away folder and no network where the kernel allows it. Only size-checked JSON and page images come back.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from p2p.formats.job import MAX_RESULT_BYTES, OUT_OF_MEMORY, TIMED_OUT, Job
from p2p.formats.known import Known
from p2p.formats.reading import Reading

TIMEOUT_SECONDS = 20.0
MEMORY_MB = 1536
CHILD = "p2p.formats.child"
_PROJECT = Path(__file__).resolve().parents[2]
_SAID_BYTES = 2000


class ReadingFailed(Exception):
    """The document could not be read this time."""

    code = "failed"


class ReadingTimedOut(ReadingFailed):
    """Reading the document took longer than it may take."""

    code = "timed_out"


class ReadingOutOfMemory(ReadingFailed):
    """Reading the document needed more memory than it may have."""

    code = "out_of_memory"


class ReadingCrashed(ReadingFailed):
    """The reading process ended without a result."""

    code = "crashed"


def read(
    path: Path,
    *,
    images_dir: Path | None = None,
    known: Known | None = None,
    timeout: float = TIMEOUT_SECONDS,
    memory_mb: int = MEMORY_MB,
    child: str = CHILD,
) -> Reading:
    """Read one file within `timeout` seconds; page images and word boxes go to `images_dir` if given.

    A document that is itself bad (locked, damaged, not a document) is a `Reading` with `error` set. Raises
    `ReadingTimedOut`, `ReadingOutOfMemory` or `ReadingCrashed` when the reading failed: worth a second try,
    then a person. `child` is the module that runs as the child: tests bring one that misbehaves.
    """
    if images_dir is not None:
        images_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        work_dir = Path(folder)
        job = Job(
            path=str(path.resolve()),
            work_dir=folder,
            images_dir=str(images_dir.resolve()) if images_dir else None,
            known=known,
            seconds=timeout,
            memory_mb=memory_mb,
        )
        (work_dir / "job.json").write_bytes(msgspec.json.encode(job))
        code = _run(work_dir, timeout, child)
        _raise_for(code, work_dir)
        return _result(work_dir / "result.json")


def _run(work_dir: Path, timeout: float, module: str) -> int:
    """Run the child to its end, or to the end of its time; return its exit code."""
    command = [sys.executable, "-m", module, "job.json", "result.json"]
    with (work_dir / "said").open("wb") as said:
        child = subprocess.Popen(
            command,
            cwd=work_dir,
            env=_environment(work_dir),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            in_time = _has_ended(child, timeout)
        finally:
            _end_group(child)
    if not in_time:
        raise ReadingTimedOut(f"Reading took longer than {timeout:g} seconds and was stopped.")
    return child.returncode


def _environment(work_dir: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(_PROJECT),
        "PYTHONSAFEPATH": "1",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(work_dir),
        "TMPDIR": str(work_dir),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
    }


def _has_ended(child: subprocess.Popen[bytes], timeout: float) -> bool:
    """Wait for the child's end without reaping it: until then its process group can be no one else's."""
    handle = os.pidfd_open(child.pid)
    try:
        return bool(select.select([handle], [], [], timeout)[0])
    finally:
        os.close(handle)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """Whatever the child started ends with it: a recogniser would go on for minutes."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _raise_for(code: int, work_dir: Path) -> None:
    if code == 0:
        return
    if code in (TIMED_OUT, -signal.SIGXCPU):
        raise ReadingTimedOut("Reading used up its time before a single page was done.")
    if code in (OUT_OF_MEMORY, -signal.SIGKILL):
        raise ReadingOutOfMemory("Reading needed more memory than it may have.")
    said = (work_dir / "said").read_bytes()[-_SAID_BYTES:].decode("utf-8", "replace")
    raise ReadingCrashed(f"The reading process ended with code {code}: {said}")


def _result(file: Path) -> Reading:
    size = file.stat().st_size if file.is_file() else 0
    if not 0 < size <= MAX_RESULT_BYTES:
        raise ReadingCrashed(f"The reading process left a result of {size} bytes.")
    try:
        return msgspec.json.decode(file.read_bytes(), type=Reading)
    except msgspec.DecodeError as error:
        raise ReadingCrashed(f"The reading process left a result that makes no sense: {error}") from error
