"""Whom the servers run as. PostgreSQL refuses to run as root, so root lends them an unprivileged account."""

import contextlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedded.errors import ServerTrouble

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, Any]:
        """The arguments that make `subprocess` drop to this account, with its group and no other."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(folder: Path) -> Account | None:
    """The account for a server whose data lies in `folder`; None where no change of user is needed.

    The owner of existing data stays its owner; else it is P2P_SERVER_USER, `postgres` or `nobody`, the first
    that exists. Raises ServerTrouble.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid:
        return Account(str(owner.st_uid), owner.st_uid, owner.st_gid)
    if chosen := os.environ.get("P2P_SERVER_USER"):
        return _named(chosen)
    for name in CANDIDATES:
        with contextlib.suppress(KeyError):
            return _entry(pwd.getpwnam(name))
    raise ServerTrouble("PostgreSQL doesn't run as root: name another user of this machine in P2P_SERVER_USER.")


def _named(name: str) -> Account:
    try:
        account = _entry(pwd.getpwnam(name))
    except KeyError:
        raise ServerTrouble(f"P2P_SERVER_USER: there is no user {name!r} on this machine.") from None
    if account.uid == 0:
        raise ServerTrouble("P2P_SERVER_USER must not be root: PostgreSQL refuses to run as root.")
    return account


def _entry(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
