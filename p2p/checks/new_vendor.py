"""Nobody in the vendor master can be said to have sent the document, or its signs contradict each other."""

from p2p import policy
from p2p.checks.choices import REFUSE, correct, recheck
from p2p.checks.words import amount_of, kind_of, party_of
from p2p.inputs.vendor import VendorSearch
from p2p.matching.vendor import Identified, identify
from p2p.rules import VendorRules
from workflow.define import Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="new_vendor",
    title="The vendor isn't known",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/vendor.html",
    choices=(
        recheck(
            "The vendor master is searched again; enter the vendor there first. If it is found the checks go on; else "
            "this question stays, and {amount} is not paid."
        ),
        correct(
            "The vendor is searched again with what you enter. Nothing is posted or paid before it is found.",
            "seller_name",
            "seller_vat_id",
            "iban",
            "sort_code",
            "account_number",
            "po_number",
        ),
        REFUSE,
    ),
)


def check(facts: VendorSearch, rules: VendorRules) -> Finding | None:
    """Exactly one vendor is meant, and nothing speaks for another."""
    found = identify(facts, rules)
    if isinstance(found, Identified):
        return None
    invoice = facts.invoice
    return Finding(
        reason=REASON.code,
        question="Who sent this {kind} over {amount}? “{party}”{vat} {why}.",
        params={
            "kind": kind_of(invoice),
            "amount": amount_of(invoice),
            "party": party_of(invoice),
            "vat": f" (VAT {invoice.seller_vat_id})" if invoice.seller_vat_id else "",
            "why": found.why,
        },
        evidence={
            "seller_name": invoice.seller_name,
            "seller_vat_id": invoice.seller_vat_id,
            "account": str(facts.account),
            "po_number": invoice.po_number,
            "sender_domain": facts.sender_domain,
            "candidates": [
                {"code": vendor.code, "name": vendor.name, "vat_id": vendor.vat_id} for vendor in found.candidates
            ],
        },
        withdrawn_by=("vendor", *(f"vendor:{vendor.code}" for vendor in found.candidates)),
    )
