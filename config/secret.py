"""The signing key of an installation that was given none."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The key kept under the data folder; made, readable by its owner alone, on the first call."""
    path = data / "secret.key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key
