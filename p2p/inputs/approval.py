"""What the checks of `approve` look at."""

from dataclasses import dataclass

from p2p.facts import InvoiceFacts, MatchFacts, OrderFacts, VendorFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The case that took the identity beyond approval before."""

    case: int
    invoice_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """All that an approver approves.

    `handled_by` are the ids of those who corrected or coded the invoice, `handed_in_by` of those who uploaded it.
    """

    case: int
    invoice: InvoiceFacts
    vendor: VendorFacts
    identity: str
    order: OrderFacts
    match: MatchFacts
    handled_by: tuple[str, ...] = ()
    handed_in_by: tuple[str, ...] = ()
    taken_by: Taken | None = None
    answers: tuple[Answer, ...] = ()
