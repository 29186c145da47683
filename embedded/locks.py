"""Locks between processes that the kernel lets go when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 0.02


class Lock:
    """An advisory lock on a file: many may share it, or one has it alone."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        # Not inheritable: a lock ends with the process that took it, not with its children.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_shared(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def wait_shared(self, seconds: float) -> bool:
        """Whether the lock could be shared within so many seconds."""
        return _within(seconds, self.try_shared)

    def wait_alone(self, seconds: float) -> bool:
        """Whether the lock could be had alone within so many seconds."""
        return _within(seconds, self.try_alone)

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def in_place(self) -> bool:
        """False once the file was removed: somebody deleted the folder."""
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except OSError:
            return False

    def __enter__(self) -> "Lock":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def held_by_another(path: Path) -> bool:
    """Whether some process has this lock."""
    with Lock(path) as lock:
        return not lock.try_alone()


def _within(seconds: float, attempt: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not (done := attempt()) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    return done
