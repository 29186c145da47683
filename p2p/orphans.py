"""Files in the document store that no row names: what a crash between file and row left behind.

A mail that was delivered again has its rows by now. One that never comes again (handed in by a person, or by a
command that was killed) is taken in from the store itself. What is no mail, and belongs to none, is moved to
`P2P_DATA/orphans/`; nothing that was received is deleted.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError

from p2p import store
from p2p.mail.arrival import take_apart
from p2p.models import Document, Email
from p2p.receiving import Received, receive

# What is being taken in just now has its rows long before.
OLD = timedelta(hours=1)
SOURCE = "recovered"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """One file that no row named, and what became of it: `taken_in`, `moved` or `removed`."""

    path: Path
    became: str
    cases: tuple[str, ...] = ()


def adopt(*, clock: Callable[[], datetime], older_than: timedelta = OLD) -> Iterator[Orphan]:
    """Go through the store once. Safe to run twice at once, and while mail comes in.

    Raises StoreTrouble or a database error that concerns more than one file.
    """
    before = (clock() - older_than).timestamp()
    for orphan in _found(before, clock):
        about = {"action": f"orphan_{orphan.became}", "cases": orphan.cases}
        logger.warning("%s had no row: it was %s", orphan.path, orphan.became.replace("_", " "), extra=about)
        yield orphan


def _found(before: float, clock: Callable[[], datetime]) -> Iterator[Orphan]:
    for folder in (store.root(), store.pages_dir("any").parent):
        for path in _old(folder.glob("*/.arriving-*"), before):
            path.unlink(missing_ok=True)
            yield Orphan(path=path, became="removed")
    # The mails first: what belongs to them has rows then.
    for path in list(_strays(before)):
        received = _taken_in(path, clock())
        if received and not received.duplicate:
            yield Orphan(path=path, became="taken_in", cases=received.cases)
    for path in list(_strays(before)):
        if _moved(path):
            yield Orphan(path=path, became="moved")
    for path in list(_pages(before)):
        shutil.rmtree(path, ignore_errors=True)  # made from a document, and can be made again
        yield Orphan(path=path, became="removed")


def _strays(before: float) -> Iterator[Path]:
    """Folder by folder, so that the store may be large."""
    for bucket in sorted(store.root().glob("??")):
        files = {path.name: path for path in _old(bucket.iterdir(), before) if not path.name.startswith(".")}
        for name in sorted(files.keys() - _named(files)):
            yield files[name]


def _pages(before: float) -> Iterator[Path]:
    for path in _old(store.pages_dir("any").parent.glob("*"), before):
        if not Document.objects.filter(sha256=path.name).exists():
            yield path


def _named(hashes: Iterable[str]) -> set[str]:
    """Those that an email or a document names."""
    mails = Email.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)
    return {*mails, *Document.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)}


def _old(paths: Iterable[Path], before: float) -> Iterator[Path]:
    for path in paths:
        with suppress(FileNotFoundError):
            if path.stat(follow_symlinks=False).st_mtime < before:
                yield path


def _taken_in(path: Path, now: datetime) -> Received | None:
    """What became of the mail; None for a file that is no mail, not whole, or can't be recorded."""
    try:
        raw = store.read(path.name)
        return None if take_apart(raw).trouble else receive(raw, source=SOURCE, now=now)
    except (store.DocumentMissing, store.DocumentDamaged):
        return None
    except (DataError, IntegrityError) as error:
        logger.warning("%s could not be recorded: %s", path, error, extra={"action": "orphan_not_recorded"})
        return None


def _moved(path: Path) -> bool:
    """Put it out of the store, unless somebody is taking something in: then the next round will."""
    with store.tidying() as alone:
        if not alone or _named([path.name]):
            return False
        kept = Path(settings.P2P_DATA) / "orphans" / path.name
        try:
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            path.replace(kept)
        except FileNotFoundError:
            return False  # another round was quicker
        except OSError as error:
            raise store.trouble(kept.parent, error) from error
        return True
