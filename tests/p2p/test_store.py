"""The document store: whole or not at all, and never believed blindly."""

import hashlib
import os
from pathlib import Path

import pytest

from p2p import store

CONTENT = b"An invoice."
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_what_is_put_can_be_read_and_lies_under_its_hash(data: Path) -> None:
    assert store.put(CONTENT) == SHA256
    assert store.read(SHA256) == CONTENT
    assert [path.relative_to(data) for path in data.rglob("*") if path.is_file()] == [
        Path("documents") / SHA256[:2] / SHA256
    ]


def test_documents_are_for_their_owner_only(data: Path) -> None:
    path = store.path_of(store.put(CONTENT))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_putting_again_changes_nothing(data: Path) -> None:
    path = store.path_of(store.put(CONTENT))
    before = path.stat()
    store.put(CONTENT)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_damaged_file_is_noticed_and_mended_by_putting_it_again(data: Path) -> None:
    store.path_of(store.put(CONTENT)).write_bytes(b"Something else.")
    with pytest.raises(store.DocumentDamaged, match="Restore"):
        store.read(SHA256)
    store.put(CONTENT)
    assert store.read(SHA256) == CONTENT


def test_a_missing_file_is_named(data: Path) -> None:
    with pytest.raises(store.DocumentMissing, match="Restore"):
        store.read(SHA256)


def test_a_folder_that_is_no_folder_is_named(data: Path) -> None:
    data.mkdir()
    (data / "documents").write_text("in the way")
    with pytest.raises(store.StoreTrouble, match="P2P_DATA"):
        store.put(CONTENT)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_named_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught, Path("/dev/full").open("wb", buffering=0) as full:
        os.write(full.fileno(), CONTENT)
    trouble = store.trouble(tmp_path, caught.value)
    assert isinstance(trouble, store.StoreFull)
    assert "Make room" in str(trouble)
