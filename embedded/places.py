"""Where an installation keeps what it owns: everything lies below the folder named by P2P_DATA."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import ServerTrouble

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """One installation's folder. The same folder, by whatever path, is the same installation."""

    data: Path

    @classmethod
    def named_by(cls, environ: Mapping[str, str]) -> "Place":
        """The folder that P2P_DATA names, or `data` in the project."""
        return cls(Path(environ.get("P2P_DATA") or PROJECT / "data").resolve())

    @property
    def run(self) -> Path:
        """Locks, and what is running. Means nothing after a reboot."""
        return self.data / "run"

    @property
    def log(self) -> Path:
        return self.data / "log"

    def prepare(self) -> None:
        """Make the folders. A new data folder is private: it will hold bank details."""
        try:
            for folder in (self.data, self.run, self.log):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ServerTrouble(
                f"P2P_DATA: can't use {error.filename or self.data}: {error.strerror}. "
                "Name a folder that this user may write to."
            ) from error
        if not os.access(self.run, os.W_OK | os.X_OK):
            raise ServerTrouble(f"P2P_DATA: {self.run} belongs to another user; run this as that user.")
