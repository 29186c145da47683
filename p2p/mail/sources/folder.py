"""A watched folder: every *.eml put into it is taken in, then lies in `processed/` or `failed/`.

Put a file there in one move (write it elsewhere on the same disk, then rename it). A file that somebody
still has open for writing is left for the next look, where the system can tell.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from p2p.mail.parse import MAX_MAIL_BYTES
from p2p.mail.sources import MailGone, MailUnfetchable, SourceUnavailable

PROCESSED, FAILED = "processed", "failed"


class FolderSource:
    """Keys are file names. Links and other things that are no plain files are let lie."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def waiting(self, limit: int) -> Sequence[str]:
        try:
            mails = [entry for entry in os.scandir(self._folder) if _is_mail(entry)]
            mails.sort(key=lambda entry: (entry.stat().st_mtime_ns, entry.name))
        except FileNotFoundError as error:
            raise SourceUnavailable(f"There is no folder {self._folder}. Make it, or correct its name.") from error
        except OSError as error:
            raise self._trouble(error) from error
        return [entry.name for entry in mails[:limit] if not _being_written(Path(entry.path))]

    def fetch(self, key: str) -> bytes:
        try:
            with (self._folder / key).open("rb") as file:
                content = file.read(MAX_MAIL_BYTES + 1)
        except FileNotFoundError as error:
            raise MailGone(key) from error
        except OSError as error:
            raise MailUnfetchable(f"The file can't be read: {error.strerror}. Check who may read it.") from error
        if len(content) > MAX_MAIL_BYTES:
            raise MailUnfetchable(f"The email is larger than {MAX_MAIL_BYTES >> 20} MB. Send less at once.")
        return content

    def done(self, key: str) -> None:
        self._move(key, PROCESSED)

    def set_aside(self, key: str, why: str) -> None:
        self._move(key, FAILED, why)

    def _move(self, key: str, into: str, why: str = "") -> None:
        """Put the file away, unless somebody else has. The reason comes first: no file lies there without one."""
        try:
            (self._folder / into).mkdir(exist_ok=True)
            target = _free(self._folder / into / key)
            if why:
                target.with_name(target.name + ".reason.txt").write_text(why + "\n", encoding="utf-8")
            (self._folder / key).rename(target)
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> SourceUnavailable:
        return SourceUnavailable(f"{error.filename or self._folder}: {error.strerror}. Check who may write there.")


def _is_mail(entry: "os.DirEntry[str]") -> bool:
    return (
        entry.name.lower().endswith(".eml")
        and not entry.name.startswith(".")
        and stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    )


def _being_written(path: Path) -> bool:
    """Whether somebody has the file open for writing: then Linux grants no read lease on it."""
    try:
        with path.open("rb") as file:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # anything else: this file system can't tell, or fetch will say
    return False


def _free(path: Path) -> Path:
    """The path, with a number in it where the name is taken already."""
    number = 1
    candidate = path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}~{number}{path.suffix}")
    return candidate
