"""One message as it is taken in: who sent it, which documents it brings, what was left aside. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from p2p.mail.parse import NotAMail, ParsedMail, parse
from p2p.mail.triage import Candidate, Ignored, triage

NOTHING_ATTACHED = "The email has no attachment: no invoice in it. Ask the sender to attach the invoice as a PDF."
NOTHING_LEFT = "No attachment is a document to read; each is listed with the reason."
_NOTHING = ParsedMail(message_id="", sender="", subject="", sent_at=None, parts=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What there is to keep. `delivery_digest` is the same however often the same mail is delivered.

    `trouble` is the plain reason why the bytes could not be taken apart as a mail, empty where they could.
    """

    sha256: str
    size: int
    message_id: str
    sender: str
    subject: str
    sent_at: datetime | None
    delivery_digest: str
    documents: tuple[Candidate, ...]
    ignored: tuple[Ignored, ...]
    trouble: str = ""


def take_apart(raw: bytes) -> Arrival:
    """Read a message; never raises. What is no mail becomes an arrival with `trouble` and no documents."""
    parsed = parse(raw)
    sha256 = hashlib.sha256(raw).hexdigest()
    trouble = parsed.why if isinstance(parsed, NotAMail) else ""
    mail = _NOTHING if isinstance(parsed, NotAMail) else parsed
    found = triage(mail.parts)
    return Arrival(
        sha256=sha256,
        size=len(raw),
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        sent_at=mail.sent_at,
        delivery_digest=_delivery_digest(mail) if mail.message_id else sha256,
        documents=found.documents,
        ignored=_ignored(mail, found.documents, found.ignored, trouble),
        trouble=trouble,
    )


def _delivery_digest(mail: ParsedMail) -> str:
    """Message-ID and attachments: headers and footers change on the way, these don't."""
    attached = sorted(hashlib.sha256(part.content).hexdigest() for part in mail.parts if not part.is_body)
    return hashlib.sha256("\n".join((mail.message_id, *attached)).encode()).hexdigest()


def _ignored(
    mail: ParsedMail, documents: tuple[Candidate, ...], ignored: tuple[Ignored, ...], trouble: str
) -> tuple[Ignored, ...]:
    if mail.overflow:
        ignored = (*ignored, Ignored(None, mail.overflow))
    if documents:
        return ignored
    why = trouble or (NOTHING_LEFT if ignored else NOTHING_ATTACHED)
    return (*ignored, Ignored(None, why))
