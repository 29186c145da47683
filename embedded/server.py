"""What the keeper knows of a server, whichever it is."""

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from embedded.account import Account, account_for
from embedded.errors import ServerTrouble
from embedded.parent_death import dies_with_me


class Server(Protocol):
    """A server that runs in the foreground as a child, on a socket in a folder of its own."""

    home: "Home"
    stop_signal: signal.Signals  # ends it cleanly, with everything on disk
    sockets: Path

    @property
    def url(self) -> str: ...

    @property
    def owner_url(self) -> str:
        """How its owner gets in; empty where there is no difference."""

    def prepare(self) -> None:
        """Make its data ready to be served; raises ServerTrouble."""

    def start(self) -> subprocess.Popen[bytes]: ...

    def answers(self) -> bool: ...

    def finish(self) -> None:
        """After its first answer: what only a running server can be asked to do."""

    def repair(self) -> bool:
        """After a start that failed: whether something was changed that makes another try worthwhile."""


@dataclass(slots=True)
class Home:
    """A server's data folder, the account that owns it, and how that account reaches it.

    Parents of the folder may be closed to the account (a home directory) and stay as they are: the account
    gets the folder as an open file, which needs no way through its parents.
    """

    path: Path
    log: Path
    account: Account | None = field(init=False)

    def __post_init__(self) -> None:
        self.account = account_for(self.path)

    def prepare(self) -> None:
        """Make the folder, owned by the account and closed to others."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self.account.uid if self.account else os.geteuid()
        if self.path.stat().st_uid == owner:
            return
        if self.account is None:
            raise ServerTrouble(f"{self.path} belongs to another user: run this as that user, or as root.")
        try:
            os.chown(self.path, self.account.uid, self.account.gid)
        except OSError as error:
            raise ServerTrouble(
                f"{self.path} can't be given to user {self.account.name} ({error.strerror}): "
                "put P2P_DATA on a local disk."
            ) from error

    def is_empty(self) -> bool:
        return not self.path.exists() or not any(self.path.iterdir())

    def serves(self, process: int) -> bool:
        """Whether this process works in this data folder. Without /proc nobody can tell: False."""
        try:
            return os.path.samestat(Path(f"/proc/{process}/cwd").stat(), self.path.stat())
        except OSError:
            return False

    def launch(self, *arguments: str | Path, ends_with: signal.Signals) -> subprocess.Popen[bytes]:
        """Start a program as the account, in the data folder (`{data}`). It ends with this process."""
        folder = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        reach = f"/proc/self/fd/{folder}" if self.account else str(self.path)
        try:
            with self.log.open("ab") as log:
                return subprocess.Popen(
                    [str(argument).replace("{data}", reach) for argument in arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self.path,
                    pass_fds=(folder,),
                    process_group=0,
                    preexec_fn=dies_with_me(ends_with),
                    **(self.account.popen if self.account else {}),
                )
        finally:
            os.close(folder)

    def last_words(self, lines: int = 5) -> str:
        """The end of the server's log, for an error message."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
