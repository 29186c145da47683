"""From the bytes of a message to its parts. Pure, and total: no bytes make it raise.

The standard library's parser is Python without native code, so it may run here; what makes it slow is
refused before (many lines, many containers, endless headers). Documents are another matter: they are opened
in a child process only (`p2p.formats.sandbox`).
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from p2p.mail.text import address, file_name, one_line

MAX_MAIL_BYTES = 50 * 1024 * 1024
MAX_LINES = 1_000_000  # 50 MB of base64 have 690 000
MAX_CONTAINERS = 200  # every line is held against the boundary of every open container
MAX_PARTS = 500
MAX_DEPTH = 12
_HEADER_BYTES = 16_384

_MAIL_HEADERS = ("from", "sender", "message-id", "date", "subject", "to", "received", "mime-version", "return-path")
# Who reads a mail sees these: an answer that would go elsewhere is worth a second look.
_READ_HEADERS = ("From", "Reply-To", "To", "Cc", "Subject", "Date")
Mail: TypeAlias = "Message[str, str]"

# What the standard library's parser is known to raise on hostile bytes; anything else is ours to mend.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, binascii.Error)


@dataclass(frozen=True, slots=True)
class NotAMail:
    """The bytes are no message that can be taken apart. `why` says so to people, and what to do."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One leaf of a message: a body or an attachment, decoded. Types, names and charset are the sender's word."""

    content: bytes
    content_type: str
    charset: str = ""
    filename: str = ""
    content_id: str = ""
    attached: bool = False

    @property
    def is_body(self) -> bool:
        """Text to read, not a file: plain or HTML, without a name and not sent as an attachment."""
        return self.content_type in ("text/plain", "text/html") and not self.filename and not self.attached


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """A message taken apart. `message_id` is as written, empty where there is none; `sent_at` aware UTC.

    `headers` are those that people read, as written; `overflow` says in words what was not looked at because the
    message has too much of it.
    """

    message_id: str
    sender: str
    subject: str
    sent_at: datetime | None
    parts: tuple[Part, ...]
    headers: tuple[tuple[str, str], ...] = ()
    overflow: str = ""


class _Bounded(Compat32):
    """The forgiving policy, with headers cut: their parsing takes time quadratic in their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER_BYTES]


def parse(raw: bytes) -> ParsedMail | NotAMail:
    """Take a message apart, whatever it is. Nested messages are walked to a depth of 12."""
    if refusal := _too_much(raw):
        return NotAMail(refusal)
    try:
        message = BytesParser(policy=_Bounded()).parsebytes(raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        if not any(name in message for name in _MAIL_HEADERS):
            return NotAMail("This is not an email: it has no mail headers. Send the message itself as .eml.")
        return _parsed(message)
    except _FAULTS:
        return NotAMail("This email is too damaged to be taken apart. Ask the sender to send it again.")


def _too_much(raw: bytes) -> str | None:
    if not raw.strip():
        return "The email is empty (0 bytes). Ask the sender to send it again."
    if len(raw) > MAX_MAIL_BYTES:
        return f"The email is larger than {MAX_MAIL_BYTES >> 20} MB. Ask the sender to send less at once."
    lowered = raw.lower()
    containers = lowered.count(b"multipart/") + lowered.count(b"message/rfc822")
    if containers > MAX_CONTAINERS or max(raw.count(b"\n"), raw.count(b"\r")) > MAX_LINES:
        return "The email has too many lines or nested parts. Ask the sender to send the invoices alone."
    return None


def _parsed(message: Mail) -> ParsedMail:
    parts: list[Part] = []
    overflow = ""
    for part in _leaves(message, 0):
        if len(parts) == MAX_PARTS:
            overflow = f"The email has more than {MAX_PARTS} parts; only these were looked at."
            break
        if part is None:
            overflow = f"The email is nested more than {MAX_DEPTH} deep; what lies deeper was not looked at."
            continue
        parts.append(part)
    return ParsedMail(
        message_id=one_line(message.get("Message-ID", "")),
        sender=address(message.get("From", message.get("Sender"))),
        subject=one_line(message.get("Subject", "")),
        sent_at=_sent_at(message),
        parts=tuple(parts),
        headers=tuple((name, one_line(message[name])) for name in _READ_HEADERS if message[name]),
        overflow=overflow,
    )


def _leaves(message: Mail, depth: int) -> Iterator[Part | None]:
    """Every leaf in the order of the message; None for what lies too deep."""
    if depth > MAX_DEPTH:
        yield None
    elif message.get_content_type() == "message/rfc822" and message.is_multipart():
        yield from _nested(message, depth)
    elif message.is_multipart():
        for child in _children(message):
            yield from _leaves(child, depth + 1)
    else:
        yield _leaf(message)


def _nested(message: Mail, depth: int) -> Iterator[Part | None]:
    """A message in the message. Some gateways encode it, against the standard: then it is decoded first."""
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    for child in _children(message):
        if encoding in ("base64", "quoted-printable") and not child.keys():
            child["Content-Transfer-Encoding"] = encoding
            decoded = _as_bytes(child.get_payload(decode=True))
            yield from _leaves(BytesParser(policy=_Bounded()).parsebytes(decoded), depth + 1)
        else:
            yield from _leaves(child, depth + 1)


def _children(message: Mail) -> list[Mail]:
    payload = message.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _leaf(message: Mail) -> Part:
    return Part(
        content=_as_bytes(message.get_payload(decode=True)),
        content_type=message.get_content_type(),
        charset=_charset(message),
        filename=file_name(message.get_filename()),
        content_id=one_line(message.get("Content-ID", "")).strip("<> "),
        attached=message.get_content_disposition() == "attachment",
    )


def _charset(message: Mail) -> str:
    try:
        return str(message.get_content_charset() or "")
    except _FAULTS:  # a name that no charset can have
        return ""


def _as_bytes(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else b""


def _sent_at(message: Mail) -> datetime | None:
    """The Date header as UTC; None where it is missing or impossible. Without a zone it counts as UTC."""
    try:
        stated = parsedate_to_datetime(str(message.get("Date", "")))
        return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, LookupError, OverflowError):
        return None
