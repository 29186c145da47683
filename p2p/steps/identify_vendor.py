"""Step: which vendor the document is from, and whether it may be paid as it asks. A decision step."""

from dataclasses import asdict

from p2p.checks import VENDOR, bank_details_differ, new_vendor, vendor_blocked
from p2p.checks.collect import collect
from p2p.facts import InvoiceFacts, VendorFacts, read
from p2p.inputs.vendor import VendorSearch
from p2p.matching.vendor import Identified, identify
from p2p.names import email_domain
from p2p.rules import VendorRules
from p2p.vendor_search import candidates, order_vendors
from workflow.answers import weigh
from workflow.outcomes import Outcome
from workflow.people import Dossier

CHECKS = (new_vendor.check, vendor_blocked.check, bank_details_differ.check)


def load(dossier: Dossier) -> VendorSearch:
    """The invoice, and every vendor that anything on it points to."""
    invoice = read(InvoiceFacts, dossier.outputs["validate"])
    vendors = order_vendors(invoice.po_number)
    email = dossier.outputs["receive"].get("email") or {}
    return VendorSearch(
        invoice=invoice,
        candidates=candidates(invoice, vendors),
        order_vendors=vendors,
        sender_domain=email_domain(email.get("sender") or ""),
        answers=dossier.answers,
    )


def decide(facts: VendorSearch, rules: VendorRules) -> Outcome:
    """The vendor as the master data has it, once it is sure, active and paid to its own account."""
    found = identify(facts, rules)
    output = _told(found) if isinstance(found, Identified) else None
    return weigh(collect(CHECKS, facts, rules), facts.answers, VENDOR).outcome(output)


def record(_dossier: Dossier, _facts: VendorSearch, _outcome: Outcome) -> None:
    """Nothing of its own: the vendor stands on the approval."""


def _told(found: Identified) -> VendorFacts:
    columns = asdict(found.vendor)
    del columns["email_domains"]
    return VendorFacts(**columns, found_by=found.found_by)
