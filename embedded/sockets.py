"""A private folder for a server's socket, with a path short enough for one (107 bytes)."""

import os
import stat
import tempfile
from pathlib import Path

from embedded.account import Account

SHORT = 60


def socket_folder(remembered: Path | None, account: Account | None) -> Path:
    """The remembered folder if it is still ours alone, else a new one with a name that nobody can foresee.

    Keeping the path lets clients reconnect to a server that was restarted.
    """
    if remembered and _is_ours(remembered, account):
        return remembered
    folder = Path(tempfile.mkdtemp(prefix="p2p-", dir=_base(account)))
    if account:
        os.chown(folder, account.uid, account.gid)
    return folder


def _base(account: Account | None) -> str:
    """Not a long TMPDIR; nor root's, where another account might not get in."""
    chosen = tempfile.gettempdir()
    if account is None and len(os.fsencode(chosen)) <= SHORT:
        return chosen
    return "/tmp"  # noqa: S108 - only mkdtemp writes there


def _is_ours(folder: Path, account: Account | None) -> bool:
    """Made by us: a real directory, of the right owner, closed to everybody else."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    owner = account.uid if account else os.geteuid()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077
