"""The disk under the document store is full: mails stay where they are until there is room."""

import contextlib
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from chaos.kills.faults.strike import WITHIN, NothingHit
from chaos.kills.processes import below
from chaos.kills.servers import wait_until
from chaos.kills.system import System

PIECE = bytes(1 << 16)
COMPLAINT = "The disk under the document store is full"


@contextmanager
def full(system: System, _random: Random) -> Iterator[str]:
    """A disk of its own filled to the brim; without the right to mount one, no file of the workers may grow."""
    with _filled(system.documents) if system.small_disk else _limited(system) as told:
        _await_a_refusal(system)
        yield f"{told}, {system.waiting_mails()} mails waiting"
        # A mail whose file took the last free block becomes a row; the others must still be where they were.
        if not system.waiting_mails():
            raise NothingHit("every mail was taken in although the disk was to be full")


def _await_a_refusal(system: System) -> None:
    """Until a worker has said that the disk is full; one that may write no log has tried after three rounds."""
    if not system.small_disk:
        system.pass_time(3 * system.mail_seconds)
        return
    before = _complaints(system)
    wait_until(lambda: _complaints(system) > before, "a worker that finds the disk full", within=WITHIN)


def _complaints(system: System) -> int:
    return sum(child.log.read_text(errors="replace").count(COMPLAINT) for child in system.workers)


@contextmanager
def _filled(documents: Path) -> Iterator[str]:
    filler = documents / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(PIECE)
    try:
        yield f"the store's disk, {os.statvfs(documents).f_bavail} blocks left"
    finally:
        filler.unlink()


@contextmanager
def _limited(system: System) -> Iterator[str]:
    pids = [pid for child in system.workers if child.process for pid in (child.process.pid, *below(child.process.pid))]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield f"{len(pids)} processes that may write no file"
    finally:
        for pid, limits in before.items():
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
