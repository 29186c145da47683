"""What the check of `check_duplicate` looks at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from p2p.facts import InvoiceFacts, VendorFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Another case that came through this check before, and hasn't been refused or set aside.

    `state` is how that case stands: for the sentence, never for the evidence, since it changes by itself.
    """

    case: int
    state: str
    vendor: str
    kind: str
    invoice_number: str
    currency: str
    gross: Decimal | None = None
    invoice_date: date | None = None
    same_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateSearch:
    """The invoice, its vendor, and earlier cases that may be the same invoice. `case` is this case's id."""

    case: int
    invoice: InvoiceFacts
    vendor: VendorFacts
    others: tuple[Sighting, ...] = ()
    answers: tuple[Answer, ...] = ()
