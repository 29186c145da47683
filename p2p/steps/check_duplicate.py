"""Step: whether the same invoice has come before. A decision step."""

from p2p import sightings
from p2p.checks import DUPLICATE, suspected_duplicate
from p2p.checks.collect import collect
from p2p.facts import DuplicateFacts, InvoiceFacts, VendorFacts, read
from p2p.inputs.duplicate import DuplicateSearch
from p2p.locks import lock_name
from p2p.matching.duplicate import identity_of
from p2p.rules import DuplicateRules
from workflow.answers import weigh
from workflow.outcomes import Ask, Outcome, Proceed
from workflow.people import Dossier

CHECKS = (suspected_duplicate.check,)


def load(dossier: Dossier) -> DuplicateSearch:
    """The invoice, and earlier cases that may be it. Cases of one vendor look one after the other."""
    invoice = read(InvoiceFacts, dossier.outputs["validate"])
    vendor = read(VendorFacts, dossier.outputs["identify_vendor"])
    lock_name(f"duplicates of {vendor.code}")
    sha256 = dossier.outputs["receive"]["document"]["sha256"]
    return DuplicateSearch(
        case=dossier.case_id,
        invoice=invoice,
        vendor=vendor,
        others=sightings.others(dossier.case_id, sha256, invoice, vendor),
        answers=dossier.answers,
    )


def decide(facts: DuplicateSearch, rules: DuplicateRules) -> Outcome:
    """The invoice's identity; its own alone where a person said that it is no duplicate."""
    findings = collect(CHECKS, facts, rules)
    # Answered with yes, a suspected duplicate has an identity of its own.
    identity = identity_of(facts.invoice, facts.vendor, case=facts.case if findings else None)
    return weigh(findings, facts.answers, DUPLICATE).outcome(DuplicateFacts(identity=identity))


def record(dossier: Dossier, facts: DuplicateSearch, outcome: Outcome) -> None:
    """Remember the case for those that come after it, asked or not."""
    if isinstance(outcome, Proceed | Ask):
        sightings.keep(dossier.case_id, facts.invoice, facts.vendor, dossier.now)
