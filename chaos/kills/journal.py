"""A ledger outside of the product: lines of JSON that are only ever added, each on the disk before `add` returns."""

import json
import os
import threading
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Journal:
    """An append-only file of rows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def add(self, row: Row) -> None:
        """Keep the row; when this returns, no crash takes it away."""
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        with self._lock, self.path.open("ab", buffering=0) as file:
            file.write(line)
            os.fsync(file.fileno())

    def rows(self) -> list[Row]:
        """Every row so far, oldest first; none where nothing was ever added."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
