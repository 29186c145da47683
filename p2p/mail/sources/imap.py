"""A mailbox on an IMAP server: what lies in its folder waits; what is stored is moved to another folder.

Whether a mail was *seen* says nothing (people look into mailboxes), so it is not asked. Nothing is remembered
between two looks, so a mailbox that was restored or renumbered (UIDVALIDITY) costs duplicates, which are
found out by their bytes.
"""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from imap_tools.utils import encode_folder

from p2p.mail.parse import MAX_MAIL_BYTES
from p2p.mail.sources import MailGone, MailUnfetchable, SourceUnavailable
from p2p.mail.sources.imap_url import Mailbox

CALL_SECONDS = 20.0
_KINDS = {"tls": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}
_SIZE = re.compile(rb"UID (\d+).*RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*UID (\d+)")


class ImapSource:
    """Keys are UIDs in the selected folder. Made by `opened`."""

    name = "imap"

    def __init__(self, box: BaseMailBox, mailbox: Mailbox) -> None:
        self._box = box
        self._mailbox = mailbox

    def waiting(self, limit: int) -> Sequence[str]:
        with _named(self._mailbox):
            self._box.client.noop()  # a session doesn't see new mail by itself
            return sorted(self._box.uids("NOT DELETED"), key=int)[:limit]

    def fetch(self, key: str) -> bytes:
        with _named(self._mailbox):
            if self._size(key) > MAX_MAIL_BYTES:
                raise MailUnfetchable(f"The email is larger than {MAX_MAIL_BYTES >> 20} MB. Send less at once.")
            # PEEK leaves the mail unseen; the client library itself would hand over re-written line ends.
            status, data = self._box.client.uid("FETCH", key, "(BODY.PEEK[])")
        if status != "OK":
            raise MailUnfetchable(f"The mail server would not hand the email over: {_said(data)}.")
        for answer in data:
            if isinstance(answer, tuple):
                return bytes(answer[1])
        raise MailGone(key)

    def done(self, key: str) -> None:
        self._move(key, self._mailbox.processed)

    def set_aside(self, key: str, why: str) -> None:
        self._move(key, self._mailbox.failed)

    def _size(self, key: str) -> int:
        _, data = self._box.client.uid("FETCH", key, "(RFC822.SIZE)")
        found = _SIZE.search(data[0]) if data and isinstance(data[0], bytes) else None
        if found is None:
            raise MailGone(key)
        return int(found[2] or found[3])

    def _move(self, key: str, folder: str) -> None:
        client = self._box.client
        with _named(self._mailbox):
            if "MOVE" in client.capabilities:
                _ok(client.uid("MOVE", key, _folder_name(folder)))
                return
            _ok(client.uid("COPY", key, _folder_name(folder)))
            _ok(client.uid("STORE", key, "+FLAGS.SILENT", r"(\Deleted)"))
            # Only this mail: a plain EXPUNGE would remove whatever others have marked.
            _ok(client.uid("EXPUNGE", key))


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[ImapSource]:
    """Log in, select the folder, make the other two where they are missing. Raises SourceUnavailable."""
    with _named(mailbox):
        box = _KINDS[mailbox.security](mailbox.host, mailbox.port, timeout=CALL_SECONDS)
    try:
        with _named(mailbox):
            box.login(mailbox.user, mailbox.password, initial_folder=None)
            _prepare(box, mailbox)
        yield ImapSource(box, mailbox)
    finally:
        _leave(box)


def _prepare(box: BaseMailBox, mailbox: Mailbox) -> None:
    # What a server can do, many say only after the login.
    _, said = box.client.capability()
    box.client.capabilities = tuple(said[0].decode("ascii", "replace").upper().split())
    if not {"MOVE", "UIDPLUS"} & set(box.client.capabilities):
        raise SourceUnavailable(
            f"The mail server {mailbox.host} offers neither MOVE nor UIDPLUS, so mails can't be put away safely. "
            "Have it forward to a mailbox elsewhere, or use a watched folder."
        )
    for folder in (mailbox.processed, mailbox.failed):
        if not box.folder.exists(folder):
            box.folder.create(folder)
    box.folder.set(mailbox.folder)


def _leave(box: BaseMailBox) -> None:
    try:
        box.logout()
    except (ImapToolsError, imaplib.IMAP4.error, OSError):
        box.client.shutdown()  # the server is beyond politeness


@contextmanager
def _named(mailbox: Mailbox) -> Iterator[None]:
    """Turns what the libraries raise into SourceUnavailable, with what to do."""
    where = f"{mailbox.user} on {mailbox.host}:{mailbox.port}"
    try:
        yield
    except (ImapToolsError, imaplib.IMAP4.error) as error:
        raise SourceUnavailable(f"The mail server refused ({where}): {error}. Check P2P_IMAP_URL.") from error
    except OSError as error:
        why = error.strerror or str(error) or type(error).__name__
        raise SourceUnavailable(f"The mail server can't be reached ({where}): {why}.") from error


def _folder_name(folder: str) -> str:
    """In the alphabet that IMAP has for names, quoted."""
    return str(encode_folder(folder), "ascii")


def _ok(answer: tuple[str, list[bytes]]) -> None:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(_said(data))


def _said(data: Sequence[object]) -> str:
    return b" ".join(part for part in data if isinstance(part, bytes)).decode("utf-8", "replace") or "no reason given"
