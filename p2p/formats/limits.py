"""What a reading child may use. Set by the child on itself, before it loads any parser."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
from pathlib import Path

_FILE_BYTES = 64 * 1024 * 1024
_OPEN_FILES = 128
_MORE_PROCESSES = 64
_FIRST_TO_GO = "1000"  # the kernel's highest score: when memory runs out, it ends this process before any other
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000


def confine(*, seconds: float, memory_mb: int) -> None:
    """Limit memory, processor time, file size, files and processes; die with the parent; no network."""
    _cap(resource.RLIMIT_CPU, math.ceil(seconds) + 1)
    _cap(resource.RLIMIT_FSIZE, _FILE_BYTES)
    _cap(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_AS, memory_mb * 1024 * 1024)
    if os.geteuid() != 0:  # counts all of the user's processes; root is never held by it
        _cap(resource.RLIMIT_NPROC, _own_tasks() + _MORE_PROCESSES)
    with contextlib.suppress(OSError):  # a kernel that knows no such score
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _without_network(libc)


def _cap(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _own_tasks() -> int:
    """Threads of this user: what RLIMIT_NPROC counts."""
    count = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):
                if process.stat().st_uid == os.geteuid():
                    count += sum(1 for _ in (process / "task").iterdir())
    return count


def _without_network(libc: ctypes.CDLL) -> None:
    """An empty network namespace, where the kernel lets us have one: a parser has no one to call."""
    if os.geteuid() == 0:
        libc.unshare(_CLONE_NEWNET)
    else:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
