"""The one path by which invoices come in: command, folder, mailbox and upload all end here.

The bytes are safe in the document store before the rows commit; the email, its documents and their cases
commit together. Whoever delivers the same mail again, or at the same moment, hears of the first delivery.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from p2p import store
from p2p.mail.arrival import Arrival, take_apart
from p2p.mail.triage import Candidate
from p2p.mail.upload import as_mail
from p2p.models import Document, Email
from workflow import engine
from workflow.models import Case
from workflow.people import Actor, Card

PROCESS = "procure_to_pay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one delivery. Of a duplicate, `cases` and `ignored` are the first delivery's.

    `message_id` is None where the mail has none; `trouble` says why the bytes are no readable mail, if so.
    """

    message_id: str | None
    sha256: str
    duplicate: bool
    cases: tuple[str, ...]
    ignored: tuple[dict[str, Any], ...]
    trouble: str = ""

    def as_line(self) -> dict[str, Any]:
        """The line that `receive_mail` prints (docs/contracts/receive_mail.schema.json)."""
        return {
            "message_id": self.message_id,
            "sha256": self.sha256,
            "duplicate": self.duplicate,
            "cases": list(self.cases),
            "ignored": list(self.ignored),
        }


def receive(raw: bytes, *, source: str, now: datetime, handed_in_by: str = "") -> Received:
    """Take in one mail, byte for byte, and start a case for each document in it.

    `handed_in_by` is the id of who uploaded it: nothing in the bytes is trusted to say so.
    Safe to repeat. Nothing in the bytes makes it raise: what is no mail is kept, and says so. Raises
    StoreTrouble or a database error when it could not be kept; then nothing has been taken in.
    """
    arrival = take_apart(raw)
    with store.taking_in():
        return _taken_in(arrival, raw, _Way(source, handed_in_by), now)


def receive_upload(files: Sequence[tuple[str, bytes]], actor: Actor, *, now: datetime) -> Received:
    """Take in files (name, bytes) that a person hands in. The same files again are a duplicate.

    Who hands an invoice in doesn't approve it, so that their id is kept with it.
    """
    return receive(as_mail(files, actor), source="upload", now=now, handed_in_by=actor.id)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a mail came, and who uploaded it ("" for nobody)."""

    source: str
    handed_in_by: str


def _taken_in(arrival: Arrival, raw: bytes, way: _Way, now: datetime) -> Received:
    earlier = _earlier(arrival)
    if earlier is None or earlier.sha256 == arrival.sha256:
        store.put(raw)  # the same mail under other headers is known already: no row would name these bytes
    for document in _files(arrival):
        store.put(document.content)
    if earlier:
        return _told(arrival, earlier, duplicate=True)
    try:
        with transaction.atomic(durable=True):
            email = _keep(arrival, way, now)
    except IntegrityError:
        # Somebody delivered the same mail at the same moment and was first: the constraints decide.
        if earlier := _earlier(arrival):
            return _told(arrival, earlier, duplicate=True)
        raise
    return _told(arrival, email, duplicate=False)


def _files(arrival: Arrival) -> list[Candidate]:
    return [one for document in arrival.documents for one in (document, document.twin) if one]


def _earlier(arrival: Arrival) -> Email | None:
    same = Q(sha256=arrival.sha256) | Q(delivery_digest=arrival.delivery_digest)
    return Email.objects.filter(same).order_by("id").first()


def _keep(arrival: Arrival, way: _Way, now: datetime) -> Email:
    email = Email.objects.create(
        message_id=arrival.message_id,
        sha256=arrival.sha256,
        delivery_digest=arrival.delivery_digest,
        sender=arrival.sender,
        subject=arrival.subject,
        sent_at=arrival.sent_at,
        received_at=now,
        source=way.source,
        handed_in_by=way.handed_in_by,
        size=arrival.size,
        ignored=[asdict(one) for one in arrival.ignored],
    )
    for document in arrival.documents:
        card = Card(party=arrival.sender[:300], search=f"{arrival.subject} {document.filename}".strip())
        case = engine.start(PROCESS, received_at=now, now=now, card=card)
        kept = _document(document, email, case)
        if document.twin:
            _document(document.twin, email, case, twin_of=kept)
    return email


def _document(one: Candidate, email: Email, case: Case, twin_of: Document | None = None) -> Document:
    return Document.objects.create(
        case=case,
        email=email,
        sha256=one.sha256,
        filename=one.filename,
        media_type=one.media_type,
        size=len(one.content),
        twin_of=twin_of,
    )


def _told(arrival: Arrival, email: Email, *, duplicate: bool) -> Received:
    documents = Document.objects.filter(email=email, twin_of=None).order_by("id")
    return Received(
        message_id=arrival.message_id or None,
        sha256=arrival.sha256,
        duplicate=duplicate,
        cases=tuple(str(case) for case in documents.values_list("case_id", flat=True)),
        ignored=tuple(email.ignored),
        trouble=arrival.trouble,
    )
