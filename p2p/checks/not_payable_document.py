"""A statement, reminder or delivery note: something that asks for no new payment."""

from p2p import policy
from p2p.checks.choices import correct_anything
from p2p.checks.words import amount_of, document_words, kind_of, party_of
from p2p.inputs.document import DocumentFacts
from p2p.rules import DocumentRules
from workflow.define import Choice, Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="not_payable_document",
    title="This doesn't look like an invoice",
    role="clerk",
    sla=policy.ASKED,
    choices=(
        Choice(
            code="set_aside",
            label="Set aside",
            consequence="The document is kept and set aside, and the case ends; nothing is posted or paid.",
            does="sets_aside",
        ),
        correct_anything(
            "Enter what kind of document it is: as an invoice it goes through every check, and {amount} is posted and "
            "paid once all of them pass."
        ),
    ),
)
PAYABLE = ("invoice", "credit_note")


def is_other(facts: DocumentFacts, rules: DocumentRules) -> bool:
    """Surely something else than an invoice or credit note, so that it needs no number or total either."""
    sure = facts.certainty("document_type")
    known = facts.invoice.document_type not in ("", *PAYABLE)
    return known and sure is not None and sure.confidence >= rules.field_gate


def check(facts: DocumentFacts, _rules: DocumentRules) -> Finding | None:
    """Only invoices and credit notes go on."""
    kind = facts.invoice.document_type
    if kind in ("", *PAYABLE):
        return None
    return Finding(
        reason=REASON.code,
        question="This from {party} looks like {document}, not an invoice: set it aside?",
        params={
            "party": party_of(facts.invoice),
            "document": document_words(kind) if kind != "other" else "some other document",
            "kind": kind_of(facts.invoice),
            "amount": amount_of(facts.invoice),
        },
        evidence={
            "document_type": kind,
            "seller_name": facts.invoice.seller_name,
            "number": facts.invoice.invoice_number,
        },
    )
