"""What every mail source promises: memory, folder and mailbox alike."""

import imaplib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from p2p.mail.sources import MailGone, MailSource, imap, imap_url
from p2p.mail.sources.folder import FAILED, PROCESSED, FolderSource
from p2p.mail.sources.memory import MemorySource
from tests.p2p.mail.messages import PDF, raw
from tests.p2p.mail.sources.dovecot import client, mails_in

ONE, TWO = (raw(("a.pdf", PDF), message_id=f"<{name}@vendor.example>") for name in ("one", "two"))


class Place(Protocol):
    """A source, and the other side of it: where mails arrive and where they end."""

    @property
    def source(self) -> MailSource: ...

    def deliver(self, mail: bytes) -> None: ...
    def processed(self) -> list[bytes]: ...
    def failed(self) -> list[bytes]: ...


class Memory:
    def __init__(self) -> None:
        self.source = MemorySource()

    def deliver(self, mail: bytes) -> None:
        self.source.deliver(mail)

    def processed(self) -> list[bytes]:
        return self.source.processed

    def failed(self) -> list[bytes]:
        return self.source.failed


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._delivered = 0
        self.source = FolderSource(path)

    def deliver(self, mail: bytes) -> None:
        self._delivered += 1
        path = self._path / f"{9 - self._delivered}.eml"  # names don't tell the order
        path.write_bytes(mail)
        os.utime(path, (self._delivered, self._delivered))

    def processed(self) -> list[bytes]:
        return [path.read_bytes() for path in (self._path / PROCESSED).glob("*.eml")]

    def failed(self) -> list[bytes]:
        return [path.read_bytes() for path in (self._path / FAILED).glob("*.eml")]


class Imap:
    def __init__(self, source: MailSource, other: imaplib.IMAP4) -> None:
        self.source = source
        self._other = other

    def deliver(self, mail: bytes) -> None:
        self._other.append("INBOX", "", "", mail)

    def processed(self) -> list[bytes]:
        return mails_in(self._other, "Processed")

    def failed(self) -> list[bytes]:
        return mails_in(self._other, "Failed")


@pytest.fixture(params=["memory", "folder", pytest.param("imap", marks=pytest.mark.parts)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        match request.param:
            case "memory":
                yield Memory()
            case "folder":
                yield Folder(tmp_path)
            case _:
                server = request.getfixturevalue("server")
                other = stack.enter_context(client(server))
                yield Imap(stack.enter_context(imap.opened(imap_url.parse(server.url))), other)


def test_mails_come_oldest_first_and_byte_for_byte(place: Place) -> None:
    place.deliver(ONE)
    place.deliver(TWO)
    keys = place.source.waiting(10)
    assert [place.source.fetch(key) for key in keys] == [ONE, TWO]
    assert list(place.source.waiting(1)) == list(keys[:1])


def test_a_mail_that_was_only_fetched_waits_on(place: Place) -> None:
    place.deliver(ONE)
    (key,) = place.source.waiting(10)
    place.source.fetch(key)
    assert list(place.source.waiting(10)) == [key]


def test_a_mail_that_comes_later_is_seen(place: Place) -> None:
    assert list(place.source.waiting(10)) == []
    place.deliver(ONE)
    assert len(place.source.waiting(10)) == 1


def test_what_is_done_is_kept_apart(place: Place) -> None:
    place.deliver(ONE)
    place.deliver(TWO)
    first, second = place.source.waiting(10)
    place.source.done(first)
    assert list(place.source.waiting(10)) == [second]
    assert (place.processed(), place.failed()) == ([ONE], [])


def test_what_needs_an_eye_is_kept_apart(place: Place) -> None:
    place.deliver(ONE)
    place.source.set_aside(place.source.waiting(10)[0], "This is not an email.")
    assert list(place.source.waiting(10)) == []
    assert (place.processed(), place.failed()) == ([], [ONE])


def test_what_somebody_else_has_taken_is_gone_and_no_error(place: Place) -> None:
    place.deliver(ONE)
    (key,) = place.source.waiting(10)
    place.source.done(key)
    with pytest.raises(MailGone):
        place.source.fetch(key)
    place.source.done(key)
    place.source.set_aside(key, "too late")
    assert (place.processed(), place.failed()) == ([ONE], [])
