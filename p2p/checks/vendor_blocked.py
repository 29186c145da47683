"""The vendor is known, and nobody may buy from it or pay it at present."""

from p2p import policy
from p2p.checks.choices import REFUSE, recheck
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.inputs.vendor import VendorSearch
from p2p.matching.vendor import Identified, identify
from p2p.rules import VendorRules
from workflow.define import Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="vendor_blocked",
    title="The vendor is blocked",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/vendor.html",
    choices=(
        recheck(
            "If the block has been lifted in the vendor master, the checks of the {kind} go on; else this question "
            "stays, and {amount} is not paid."
        ),
        REFUSE,
    ),
)


def check(facts: VendorSearch, rules: VendorRules) -> Finding | None:
    """Only an active vendor passes."""
    found = identify(facts, rules)
    if not isinstance(found, Identified) or found.vendor.status == "active":
        return None
    vendor = found.vendor
    return Finding(
        reason=REASON.code,
        question="{vendor} ({code}) is blocked: what about its {kind} {number} over {amount}?",
        params={
            "vendor": vendor.name,
            "code": vendor.code,
            "kind": kind_of(facts.invoice),
            "number": number_of(facts.invoice),
            "amount": amount_of(facts.invoice),
        },
        evidence={"vendor": vendor.code, "name": vendor.name, "status": vendor.status},
        withdrawn_by=(f"vendor:{vendor.code}",),
    )
