"""The anchor: a signed file outside the database to which every seal is added.

Who owns the database can change rows and reckon the seals anew, or put all of it back to an older state. The
anchor then says otherwise. It only grows: it is a function of the seals beyond its last one, so that whatever
was lost between the database's commit and the file is added by the next round.
"""

import fcntl
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from workflow.models import Seal
from workflow.sealing.keys import signing_key
from workflow.sealing.lines import Body, Entry, Read, encoded, read, shortened

# Seals that one line holds at most, and that one round adds.
LINE, ROUND = 100, 5000
_BLOCK = 1 << 16

log = logging.getLogger(__name__)


def anchor_new_seals(*, now: datetime) -> int:
    """Add the seals that the anchor doesn't have yet; how many.

    Never raises for the disk's sake: what can't be written now is written by a later round, and logged.
    """
    path = Path(settings.WORKFLOW_ANCHOR_FILE)
    try:
        with _opened(path) as file:
            return _catch_up(file, now) if file else 0
    except OSError as error:
        log.error("The anchor %s can't be written: %s", path, error, extra={"action": "anchor_failed"})  # noqa: TRY400
        return 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO | None]:
    """The file, for us alone; None where somebody else is adding to it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file  # closing it lets go of the lock


def _catch_up(file: BinaryIO, now: datetime) -> int:
    _mend(file)
    last = last_line(file)
    known = last.body.seals[-1].place if last else 0
    seals = list(Seal.objects.filter(place__gt=known).select_related("case").order_by("place")[:ROUND])
    if seals:
        _append(file, _lines(seals, last, now))
    return len(seals)


def _lines(seals: Sequence[Seal], last: Read | None, now: datetime) -> bytes:
    key = signing_key(Path(settings.WORKFLOW_ANCHOR_KEY))
    lines = []
    for start in range(0, len(seals), LINE):
        some = seals[start : start + LINE]
        body = Body(
            sequence=last.body.sequence + 1 if last else 1,
            at=now.isoformat(),
            previous=last.hash if last else "",
            head=some[-1].head,
            seals=tuple(_entry(seal) for seal in some),
        )
        line = encoded(body, key)
        last = read(line)
        lines.append(line)
    return b"".join(lines)


def _entry(seal: Seal) -> Entry:
    return Entry(
        place=seal.place,
        case_uid=str(seal.case.uid),
        case=seal.case_id,
        number=seal.number,
        first=seal.first_seq,
        last=seal.last_seq,
        digest=seal.digest,
        short_hashes=shortened(seal.hashes),
    )


def last_line(file: BinaryIO) -> Read | None:
    """The last line that was written whole."""
    start = size = file.seek(0, os.SEEK_END)
    while start:
        start = max(0, start - _BLOCK)
        file.seek(start)
        lines = file.read(size - start).splitlines(keepends=True)
        for line in reversed(lines[1:] if start else lines):
            if line.endswith(b"\n") and (found := read(line)):
                return found
    return None


def _mend(file: BinaryIO) -> None:
    """End a line that a crash cut off; as it stands it counts for nothing. Nothing is ever taken away."""
    if size := file.seek(0, os.SEEK_END):
        file.seek(size - 1)
        if file.read(1) != b"\n":
            _append(file, b"\n")


def _append(file: BinaryIO, content: bytes) -> None:
    """On the disk when this returns; on failure, where the file lets itself be cut, as if it had not begun."""
    size = file.seek(0, os.SEEK_END)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(size)
        raise
