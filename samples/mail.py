"""E-mails as vendors send them: text and HTML, pictures in the HTML, files attached.

A message is built from a letter and a token alone, which also names it and its MIME boundaries: the same two
give the same bytes.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".tif": "image/tiff",
    ".xml": "application/xml",
    ".ics": "text/calendar",
}
CRLF = policy.SMTP


@dataclass(frozen=True, slots=True)
class File:
    """A file in a mail; its type follows from the ending of its name."""

    name: str
    content: bytes

    @property
    def mime(self) -> tuple[str, str]:
        main, _, sub = TYPES[self.name[self.name.rindex(".") :]].partition("/")
        return main, sub


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to write. `pictures` are shown inside the HTML (by content id), `files` are attached."""

    sender: tuple[str, str]
    to: tuple[str, str]
    subject: str
    paragraphs: tuple[str, ...]
    sent: datetime
    files: tuple[File, ...] = ()
    pictures: tuple[File, ...] = ()


def message(letter: Letter, token: str) -> bytes:
    """The letter as an RFC 5322 message. `token` must be unique: it becomes the Message-ID."""
    return _finished(_message(letter, token), token)


def forwarded(inner: bytes, letter: Letter, token: str) -> bytes:
    """A letter with another whole message attached to it (message/rfc822), as clients forward it."""
    outer = _message(letter, token)
    outer.add_attachment(message_from_bytes(inner, policy=CRLF))
    return _finished(outer, token)


def _message(letter: Letter, token: str) -> EmailMessage:
    mail = EmailMessage(policy=CRLF)
    mail["From"] = _address(letter.sender)
    mail["To"] = _address(letter.to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.sent)
    mail["Message-ID"] = f"<{token}@{_address(letter.sender).domain}>"
    mail.set_content("\n\n".join(letter.paragraphs) + "\n")
    mail.add_alternative(_html(letter, token), subtype="html")
    _show(mail, letter.pictures, token)
    for file in letter.files:
        _attach(mail, file)
    return mail


def _show(mail: EmailMessage, pictures: tuple[File, ...], token: str) -> None:
    (html,) = (part for part in mail.walk() if part.get_content_type() == "text/html")
    for place, picture in enumerate(pictures):
        main, sub = picture.mime
        content_id = f"<{_content_id(token, place)}>"
        html.add_related(picture.content, main, sub, cid=content_id, filename=picture.name, disposition="inline")


def _attach(mail: EmailMessage, file: File) -> None:
    main, sub = file.mime
    if main == "text":
        mail.add_attachment(file.content.decode(), sub, filename=file.name)
    else:
        mail.add_attachment(file.content, main, sub, filename=file.name)


def _address(who: tuple[str, str]) -> Address:
    name, address = who
    return Address(display_name=name, addr_spec=address)


def _content_id(token: str, place: int) -> str:
    return f"image{place + 1:03d}.{token}"


def _html(letter: Letter, token: str) -> str:
    body = "".join(f"<p>{escape(words)}</p>\n" for words in letter.paragraphs)
    images = "".join(
        f'<img src="cid:{_content_id(token, place)}" alt="{escape(picture.name)}">\n'
        for place, picture in enumerate(letter.pictures)
    )
    return f'<html><body style="font-family: Arial, sans-serif">\n{body}{images}</body></html>\n'


def _finished(mail: EmailMessage, token: str) -> bytes:
    for place, part in enumerate(mail.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{token}_{place}")
    return mail.as_bytes()
