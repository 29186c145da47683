"""Scripts that others wrote are what they published: vendor.lock says so, for each."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKED = tomllib.loads((ROOT / "vendor.lock").read_text())["file"]


@pytest.mark.parametrize("entry", LOCKED, ids=lambda entry: entry["path"])
def test_each_file_has_the_hash_that_is_locked(entry: dict[str, str]) -> None:
    assert hashlib.sha256((ROOT / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert all(entry[field] for field in ("name", "version", "licence", "from"))


def test_no_script_lies_there_unlocked() -> None:
    folders = ("static/third-party", "tests/browser/axe")
    scripts = {str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).glob("*.js")}
    assert len(scripts) >= len(folders)
    assert scripts <= {entry["path"] for entry in LOCKED}
