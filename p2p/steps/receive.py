"""Step: the document is there, whole, and is what it was taken for. A work step."""

from dataclasses import dataclass, replace
from datetime import datetime

from p2p import store
from p2p.formats.refusals import DocumentRefused
from p2p.formats.sniff import HEAD_BYTES, kind_of
from p2p.mail.triage import MEDIA_TYPES
from p2p.models import Document, Email
from workflow.people import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One stored file. `media_type` is by content; `size` in bytes; `filename` as the sender named it."""

    id: int
    sha256: str
    filename: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailFacts:
    """The mail that brought it. `sender` is an address as the mail states it: nobody has vouched for it."""

    sender: str
    subject: str
    message_id: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The case's document, its machine-readable twins, and the mail; also this step's output."""

    document: FileFacts
    twins: tuple[FileFacts, ...] = ()
    email: EmailFacts | None = None


def load(dossier: Dossier) -> Facts:
    """The rows as they were written when the mail came in."""
    documents = list(Document.objects.filter(case_id=dossier.case_id).select_related("email").order_by("id"))
    main = next(document for document in documents if document.twin_of_id is None)
    return Facts(
        document=_file(main),
        twins=tuple(_file(document) for document in documents if document.twin_of_id == main.pk),
        email=_email(main.email) if main.email else None,
    )


def run(facts: Facts) -> Facts:
    """Read every file back. Raises DocumentMissing or DocumentDamaged, which a restored disk mends."""
    return replace(facts, document=_checked(facts.document), twins=tuple(_checked(twin) for twin in facts.twins))


def _checked(file: FileFacts) -> FileFacts:
    content = store.read(file.sha256)
    try:
        kind = kind_of(content[:HEAD_BYTES], len(content))
    except DocumentRefused:
        return replace(file, size=len(content))  # the reader refuses it too, in words for people
    return replace(file, media_type=MEDIA_TYPES[kind], size=len(content))


def _file(document: Document) -> FileFacts:
    return FileFacts(
        id=document.pk,
        sha256=document.sha256,
        filename=document.filename,
        media_type=document.media_type,
        size=document.size,
    )


def _email(email: Email) -> EmailFacts:
    return EmailFacts(
        sender=email.sender,
        subject=email.subject,
        message_id=email.message_id or None,
        received_at=email.received_at,
    )
