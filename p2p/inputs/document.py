"""What the checks of `validate` look at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from p2p.facts import InvoiceFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure (0 to 1) a field's value is, and where it stands. A person's own value has 1."""

    field: str
    value: str
    confidence: Decimal
    page: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A value that the document states and nobody can use, with the sentence that says why."""

    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """The document as read and corrected.

    `today` is the day in the company's zone. `reading_error` is set where the file couldn't be read;
    `company` is empty where nobody has entered who the buyer is.
    """

    invoice: InvoiceFacts
    today: date
    company: str
    reading_error: str = ""
    certainties: tuple[Certainty, ...] = ()
    unusable: tuple[Unusable, ...] = ()
    answers: tuple[Answer, ...] = ()

    def certainty(self, field: str) -> Certainty | None:
        """How sure the field is; None where the document doesn't state it."""
        return next((certainty for certainty in self.certainties if certainty.field == field), None)
