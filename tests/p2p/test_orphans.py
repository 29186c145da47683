"""Files that a crash left without a row: mails are taken in after all, everything else is put aside."""

import json
import os
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError

from p2p import orphans, receiving, store
from p2p.mail.upload import as_mail
from p2p.models import Document, Email
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import OTHER_PDF, PDF, raw
from workflow.models import Case
from workflow.people import Actor

pytestmark = pytest.mark.usefixtures("intake")

MAIL = raw(("a.pdf", PDF))


def adopt(**more: Any) -> list[tuple[str, str]]:
    found = orphans.adopt(clock=lambda: NOW, **more)
    return [(orphan.path.name, orphan.became) for orphan in found]


def left(content: bytes, *, hours: float = 2) -> Path:
    """A file as a crash left it, so long ago."""
    return aged(store.path_of(store.put(content)), hours=hours)


def aged(path: Path, *, hours: float = 2) -> Path:
    then = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (then, then))
    return path


def age_everything(data: Path) -> None:
    for path in data.rglob("*"):
        aged(path, hours=1000)


def test_a_mail_is_taken_in_with_all_that_belongs_to_it(data: Path) -> None:
    mail, document = left(MAIL), left(PDF)

    assert adopt() == [(mail.name, "taken_in")]
    assert Email.objects.get().source == "recovered"
    assert Document.objects.get().sha256 == document.name
    assert Case.objects.get().state == "running"
    age_everything(data)
    assert adopt() == []


def test_what_a_person_handed_in_is_taken_in_too() -> None:
    mail = left(as_mail([("a.pdf", PDF)], Actor(id="carol", name="Carol", roles=frozenset())))
    assert adopt() == [(mail.name, "taken_in")]
    assert Email.objects.get().subject == "Handed in by Carol"


def test_what_is_no_mail_and_belongs_to_none_is_put_aside(data: Path) -> None:
    document = left(OTHER_PDF)
    assert adopt() == [(document.name, "moved")]
    assert (data / "orphans" / document.name).read_bytes() == OTHER_PDF
    assert not document.exists()


def test_what_is_damaged_is_put_aside() -> None:
    mail = left(MAIL)
    mail.write_bytes(MAIL[:-9])
    aged(mail)
    assert adopt() == [(mail.name, "moved")]


def test_a_known_mail_under_other_headers_leaves_nothing_behind(data: Path) -> None:
    receiving.receive(MAIL, source="folder", now=NOW)
    other = b"Received: from elsewhere\r\n" + MAIL
    assert receiving.receive(other, source="imap", now=NOW).duplicate
    age_everything(data)
    assert adopt() == []

    stray = left(other)
    assert adopt() == [(stray.name, "moved")]
    assert Email.objects.count() == 1


def test_what_comes_in_just_now_is_left_alone() -> None:
    left(MAIL, hours=0.9)
    left(OTHER_PDF, hours=0.9)
    assert adopt() == []
    assert len(adopt(older_than=timedelta(minutes=30))) == 2


def test_nothing_is_moved_while_something_is_taken_in() -> None:
    """The file may be the one that a row is about to name."""
    document = left(OTHER_PDF)
    with store.taking_in():
        assert adopt() == []
    assert adopt() == [(document.name, "moved")]


def test_a_row_that_came_meanwhile_keeps_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    document = left(OTHER_PDF)
    tidying = store.tidying

    def after_it_was_received() -> AbstractContextManager[bool]:
        receiving.receive(raw(("b.pdf", OTHER_PDF)), source="folder", now=NOW)
        return tidying()

    monkeypatch.setattr(store, "tidying", after_it_was_received)
    assert adopt() == []
    assert document.exists()


def test_what_was_never_finished_is_removed(data: Path) -> None:
    bucket = left(MAIL).parent
    old, new = bucket / ".arriving-old", bucket / ".arriving-new"
    for path, hours in ((old, 2), (new, 0.5)):
        path.write_bytes(b"half a fi")
        aged(path, hours=hours)
    assert (".arriving-old", "removed") in adopt()
    assert (old.exists(), new.exists()) == (False, True)


def test_pages_of_no_document_are_removed() -> None:
    receiving.receive(MAIL, source="folder", now=NOW)
    for sha256 in (Document.objects.get().sha256, "f" * 64):
        folder = store.pages_dir(sha256)
        folder.mkdir(parents=True)
        (folder / "page-001.jpg").write_bytes(b"")
        aged(folder)
    assert adopt() == [("f" * 64, "removed")]
    assert store.pages_dir(Document.objects.get().sha256).is_dir()


def test_a_mail_that_cannot_be_recorded_is_put_aside_and_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = left(MAIL), left(raw(("b.pdf", OTHER_PDF), subject="bad", message_id="<two@vendor.example>"))
    receive = receiving.receive

    def refusing(content: bytes, **how: Any) -> receiving.Received:
        if b"Subject: bad" in content:
            raise DataError("a character that no column takes")
        return receive(content, **how)

    monkeypatch.setattr(orphans, "receive", refusing)
    assert sorted(adopt()) == sorted([(good.name, "taken_in"), (bad.name, "moved")])


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    mail = store.path_of(store.put(MAIL))
    call_command("adopt_orphans", "--older-than", "-1")
    (case,) = Case.objects.values_list("pk", flat=True)
    assert json.loads(capsys.readouterr().out) == {"path": str(mail), "became": "taken_in", "cases": [str(case)]}


def test_an_empty_installation_has_no_orphans() -> None:
    assert adopt() == []
