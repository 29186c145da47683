"""The reading child: what it gives back, what it survives, and what it may not do."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from p2p.formats import sandbox
from tests.p2p.formats import drawn

pytestmark = pytest.mark.parts


def test_a_document_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn.pdf())
    reading = sandbox.read(path, images_dir=tmp_path / "images")
    assert {name: reading.fields[name].value for name in drawn.EXPECTED} == drawn.EXPECTED
    assert (tmp_path / "images" / "page-001.jpg").is_file()


def hostile(folder: Path) -> dict[Path, str]:
    """Files that no one should send, and the code that each must get."""
    files = {
        "empty.pdf": (b"", "empty"),
        "locked.pdf": (drawn.pdf(password="x"), "encrypted"),
        "cut.pdf": (drawn.pdf()[:300], "corrupt"),
        "elf.pdf": (b"\x7fELF" + bytes(100), "executable"),
        "long.pdf": (drawn.pdf(*["page"] * 500), "too_many_pages"),
        "laughs.xml": (_billion_laughs(), "unsafe_xml"),
        "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "corrupt"),
    }
    written = {folder / name: code for name, (_, code) in files.items()}
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "invoice.zip", "w") as archive:
        archive.writestr("invoice.pdf", drawn.pdf())
    Image.new("1", (25_000, 25_000)).save(folder / "bomb.png")
    return written | {folder / "invoice.zip": "archive", folder / "bomb.png": "image_too_large"}


def _billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'.encode()


def test_hostile_files_get_a_named_error_each(tmp_path: Path) -> None:
    expected = hostile(tmp_path)
    found = {path: sandbox.read(path) for path in expected}
    assert {path.name: reading.error_code for path, reading in found.items()} == {
        path.name: code for path, code in expected.items()
    }
    assert all(reading.error for reading in found.values())
    assert all(field.value is None for reading in found.values() for field in reading.fields.values())


def test_a_bomb_inside_a_pdf_ends_with_an_error_or_a_named_failure(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_400, 14_400))
        content = b"0 0 m " + b"9 9 l " * 2_000_000 + b"S"
        document.pages[0].Contents = pikepdf.Stream(document, content)
        document.save(path, compress_streams=True)
    assert _outcome(path) in ("no_text", "timed_out", "out_of_memory", "crashed")


def _outcome(path: Path) -> str | None:
    try:
        return sandbox.read(path, timeout=5.0).error_code
    except sandbox.ReadingFailed as failure:
        return failure.code


def test_too_little_time_is_a_named_failure(tmp_path: Path) -> None:
    path = drawn.saved(drawn.picture(), tmp_path / "a.png", "PNG")
    with pytest.raises(sandbox.ReadingTimedOut):
        sandbox.read(path, timeout=0.05)


def test_too_little_memory_is_a_named_failure(tmp_path: Path) -> None:
    path = drawn.saved(Image.new("L", (7000, 8000), 128), tmp_path / "a.png", "PNG")
    with pytest.raises((sandbox.ReadingOutOfMemory, sandbox.ReadingCrashed)):
        sandbox.read(path, memory_mb=90)


def test_a_long_scan_is_bounded_and_says_what_it_left_out(tmp_path: Path) -> None:
    pages = [drawn.picture() for _ in range(12)]
    path = drawn.saved(pages[0], tmp_path / "a.pdf", "PDF", save_all=True, append_images=pages[1:], resolution=200)
    reading = sandbox.read(path, timeout=9.0)
    assert reading.fields["gross"].value == "568.80"
    assert len(reading.pages) == 12
    if sum(1 for page in reading.pages if page.words) < len(pages):
        assert "not read" in reading.notes[0]


CONFINED = """
import socket, resource
from p2p.formats import limits
limits.confine(seconds=5, memory_mb=256)
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError as error:
    print(error.errno)
try:
    bytearray(512 * 1024 * 1024)
except MemoryError:
    print("memory")
"""


def test_a_confined_process_has_no_room_and_no_way_out() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONFINED], capture_output=True, text=True, check=True, cwd=sandbox._PROJECT
    )
    errno, memory = done.stdout.split()
    assert memory == "memory"
    assert int(errno) in (101, 111, 113)  # unreachable where namespaces are allowed; never connected


def test_the_child_environment_carries_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "DATABASE_URL" not in sandbox._environment(tmp_path)


LOWERED = """
import resource
from p2p.formats import limits
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
limits.confine(seconds=5, memory_mb=256)
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_limits_never_rise_above_what_was_allowed() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOWERED,
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=sandbox._PROJECT,
    )
    assert done.stdout.strip() == "(64, 64)"
