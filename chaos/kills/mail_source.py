"""Brings mails, as a process of its own: `python -m chaos.kills.mail_source FOLDER JOURNAL`.

Each line of input names a file; it is put into the watched folder in one move, journalled, and its name
printed. The same mail may be brought again: it gets a new name each time.
"""

import hashlib
import os
import sys
from pathlib import Path

from chaos.kills.journal import Journal


def deliver(mail: Path, folder: Path, journal: Journal) -> str:
    """Put a mail into the folder, whole or not at all, and journal it; returns its SHA-256."""
    content = mail.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{len(journal.rows()):05d}.eml"
    arriving = folder.parent / f".{name}"
    with arriving.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    arriving.rename(folder / name)
    journal.add({"name": name, "sha256": sha256, "mail": mail.name})
    return sha256


def main() -> None:
    folder, journal = Path(sys.argv[1]), Journal(Path(sys.argv[2]))
    for line in sys.stdin:
        sys.stdout.write(deliver(Path(line.strip()), folder, journal) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
