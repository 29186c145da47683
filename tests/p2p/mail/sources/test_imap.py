"""What is particular to the mailbox source, against a real server."""

import imaplib
import socket
from collections.abc import Iterator

import pytest

from p2p.mail.sources import SourceUnavailable, imap, imap_url
from p2p.mail.sources.imap import ImapSource
from tests.p2p.mail.messages import PDF, raw
from tests.p2p.mail.sources.dovecot import Dovecot, client, mails_in

pytestmark = pytest.mark.parts

ONE, TWO = (raw(("a.pdf", PDF), message_id=f"<{name}@vendor.example>") for name in ("one", "two"))


@pytest.fixture
def other(server: Dovecot) -> Iterator[imaplib.IMAP4]:
    with client(server) as connected:
        yield connected


@pytest.fixture
def source(server: Dovecot, other: imaplib.IMAP4) -> Iterator[ImapSource]:
    with imap.opened(imap_url.parse(server.url)) as opened:
        yield opened


def test_a_mail_that_somebody_has_looked_at_still_waits(source: ImapSource, other: imaplib.IMAP4) -> None:
    other.append("INBOX", r"(\Seen)", "", ONE)
    assert len(source.waiting(10)) == 1


def test_fetching_leaves_a_mail_unseen(source: ImapSource, other: imaplib.IMAP4) -> None:
    other.append("INBOX", "", "", ONE)
    source.fetch(source.waiting(1)[0])
    other.select("INBOX", readonly=True)
    assert other.search(None, "UNSEEN")[1] == [b"1"]


def test_without_the_move_command_only_our_own_mail_is_removed(source: ImapSource, other: imaplib.IMAP4) -> None:
    other.append("INBOX", "", "", ONE)
    other.append("INBOX", "", "", TWO)
    mine, theirs = source.waiting(10)
    other.select("INBOX")
    other.uid("STORE", theirs, "+FLAGS", r"(\Deleted)")
    source._box.client.capabilities = ("IMAP4REV1", "UIDPLUS")
    source.done(mine)
    assert mails_in(other, "Processed") == [ONE]
    assert mails_in(other, "INBOX") == [TWO]


def test_a_wrong_password_is_named_without_being_told(server: Dovecot) -> None:
    url = server.url.replace("p%3Aw%2Fd%401", "wrong-secret")
    with pytest.raises(SourceUnavailable, match="refused") as caught, imap.opened(imap_url.parse(url)):
        pass
    assert "wrong-secret" not in str(caught.value)


def test_an_unreachable_server_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox = imap_url.parse(f"imap://ann:secret@127.0.0.1:{port}")
    with pytest.raises(SourceUnavailable, match="can't be reached"), imap.opened(mailbox):
        pass
