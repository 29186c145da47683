"""Log files that don't grow for ever: one generation is kept beside the current one."""

import shutil
from pathlib import Path

LARGE = 20 * 1024 * 1024  # bytes


def trim(path: Path, large: int = LARGE) -> None:
    """Copy a large log to `<name>.1` and empty it. Its writers append, so they go on where it now ends."""
    if path.exists() and path.stat().st_size > large:
        shutil.copyfile(path, path.with_name(f"{path.name}.1"))
        with path.open("r+b") as log:
            log.truncate()
