"""What is particular to the watched folder."""

import os
from pathlib import Path

import pytest

from p2p.mail.sources import SourceUnavailable
from p2p.mail.sources.folder import FolderSource
from tests.p2p.mail.messages import PDF, raw

ONE, TWO = (raw(("a.pdf", PDF), message_id=f"<{name}@vendor.example>") for name in ("one", "two"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for age, (name, mail) in enumerate({"b.eml": ONE, "a.EML": TWO}.items()):
        (tmp_path / name).write_bytes(mail)
        os.utime(tmp_path / name, (1000 + age, 1000 + age))
    return tmp_path


def test_other_things_are_let_lie(folder: Path) -> None:
    (folder / "notes.txt").write_text("no mail")
    (folder / ".hidden.eml").write_text("half way")
    (folder / "folder.eml").mkdir()
    (folder / "link.eml").symlink_to("/etc/hostname")
    assert FolderSource(folder).waiting(10) == ["b.eml", "a.EML"]


def test_the_reason_lies_beside_what_was_set_aside(folder: Path) -> None:
    source = FolderSource(folder)
    source.done("b.eml")
    source.set_aside("a.EML", "This is not an email.")
    assert source.waiting(10) == []
    assert (folder / "processed" / "b.eml").read_bytes() == ONE
    assert (folder / "failed" / "a.EML").read_bytes() == TWO
    assert (folder / "failed" / "a.EML.reason.txt").read_text() == "This is not an email.\n"


def test_a_name_that_is_taken_is_not_written_over(folder: Path) -> None:
    source = FolderSource(folder)
    source.done("b.eml")
    (folder / "b.eml").write_bytes(TWO)
    source.done("b.eml")
    assert (folder / "processed" / "b.eml").read_bytes() == ONE
    assert (folder / "processed" / "b~2.eml").read_bytes() == TWO


def test_a_file_that_is_being_written_is_left_for_later(folder: Path) -> None:
    with (folder / "b.eml").open("ab"):
        assert FolderSource(folder).waiting(10) == ["a.EML"]
    assert FolderSource(folder).waiting(10) == ["b.eml", "a.EML"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="There is no folder"):
        FolderSource(tmp_path / "nowhere").waiting(1)
