"""The document is addressed to somebody else."""

from p2p import policy
from p2p.checks.choices import REFUSE
from p2p.checks.words import amount_of, kind_of
from p2p.inputs.document import DocumentFacts
from p2p.names import likeness
from p2p.rules import DocumentRules
from workflow.define import Choice, Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="wrong_company",
    title="Addressed to another company",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/beside.html",
    choices=(
        REFUSE,
        Choice(
            code="accept",
            label="It is ours",
            consequence=(
                "“{buyer}” counts as us for this {kind}. Its vendor, order and goods are checked next; {amount} is "
                "posted and paid once all of it fits."
            ),
            does="settles",
        ),
    ),
)


def check(facts: DocumentFacts, rules: DocumentRules) -> Finding | None:
    """A printed buyer must be us, legal form and spelling slips aside. One that names none is `unreadable`."""
    buyer = facts.invoice.buyer_name
    if not buyer or likeness(buyer, facts.company) >= rules.same_name:
        return None
    return Finding(
        reason=REASON.code,
        question="This {kind} over {amount} is addressed to “{buyer}”, but we are “{company}”: is it ours?",
        params={
            "buyer": buyer,
            "company": facts.company or "(nobody has entered our company's name yet)",
            "kind": kind_of(facts.invoice),
            "amount": amount_of(facts.invoice),
        },
        evidence={"buyer_name": buyer, "company": facts.company},
    )
