"""Who has had an invoice in hand: nobody lets money go for what they entered, corrected or handed in themselves."""

from collections.abc import Iterable

from p2p.models import Document
from workflow.people import Answer


def corrected_by(answers: Iterable[Answer]) -> tuple[str, ...]:
    """The ids of those who typed something in: corrected a field, or coded the invoice."""
    return tuple(sorted({answer.actor.id for answer in answers if answer.values}))


def handed_in_by(case_id: int) -> tuple[str, ...]:
    """The ids of those who uploaded a document of this case; nobody where it came by mail."""
    uploads = Document.objects.filter(case_id=case_id, email__source="upload").exclude(email__handed_in_by="")
    return tuple(sorted(set(uploads.values_list("email__handed_in_by", flat=True))))
