"""The document store: what was received, byte for byte, under its SHA-256. Files are added, never changed.

A file is on the disk, with its folder entry, before the row that names it commits: so a row without its
file can't be. A file whose row never came is found later (`p2p.orphans`), and never while `taking_in` lasts.
"""

import errno
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from workflow.outcomes import Retryable


class StoreTrouble(Retryable):
    """The document store can't be used. Nothing was taken in: what was to be stored is still where it was."""


class StoreFull(StoreTrouble):
    """The disk under the document store is full. Make room in P2P_DATA; nothing was taken in or lost."""


class DocumentMissing(StoreTrouble):
    """A stored document is not in the document store. Restore P2P_DATA/documents from the backup."""


class DocumentDamaged(StoreTrouble):
    """A stored document's bytes are no longer those received. Restore P2P_DATA/documents from the backup."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def root() -> Path:
    """The folder of the store."""
    return Path(settings.P2P_DATA) / "documents"


def pages_dir(sha256: str) -> Path:
    """Where a document's page images and word boxes lie: made from it, and can be made again."""
    return Path(settings.P2P_DATA) / "pages" / sha256


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or would lie."""
    return root() / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Keep the bytes and return their SHA-256. They are safe on the disk when this returns.

    Raises StoreFull or StoreTrouble; then nothing has changed.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    try:
        if _holds(path, sha256):
            _sync_folder(path.parent)  # who wrote it may have died before that
        else:
            write_whole(path, content)
    except OSError as error:
        raise trouble(path.parent, error) from error
    return sha256


@contextmanager
def taking_in() -> Iterator[None]:
    """From the first file to the commit of the rows that name it: meanwhile nobody tidies up. Raises StoreTrouble."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def tidying() -> Iterator[bool]:
    """Whether nobody is taking anything in, which holds until the block ends. Raises StoreTrouble."""
    try:
        with _locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield True
    except BlockingIOError:
        yield False


def read(sha256: str) -> bytes:
    """The bytes with this hash. Raises DocumentMissing or DocumentDamaged."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing from error
    except OSError as error:
        raise StoreTrouble(f"{path_of(sha256)}: {error.strerror}. Check P2P_DATA.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DocumentDamaged
    return content


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; it is safe on the disk when this returns. Raises OSError."""
    _make_folder(path.parent)
    _write(path, content)


def trouble(folder: Path, error: OSError) -> StoreTrouble:
    """The failure to write there, by its name."""
    if error.errno in _FULL:
        return StoreFull()
    return StoreTrouble(f"{folder}: {error.strerror}. Check that P2P_DATA can be written to.")


@contextmanager
def _locked(how: int) -> Iterator[None]:
    file = Path(settings.P2P_DATA) / "documents.lock"
    try:
        _make_folder(file.parent)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise trouble(file.parent, error) from error
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _holds(path: Path, sha256: str) -> bool:
    """Whether the file is there and sound; a damaged one is written anew."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it; each entry is on the disk when this returns."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a temporary file beside it, synced, then renamed."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".arriving-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
