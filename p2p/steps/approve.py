"""Step: who lets the invoice through: a rule where one does, else a person. A decision step.

Beyond this step an invoice is posted and paid, so its identity can pass here once.
"""

from django.db import IntegrityError, transaction

from p2p import match_rows
from p2p.checks import APPROVAL, over_threshold, suspected_duplicate
from p2p.checks.collect import collect
from p2p.facts import ApprovalFacts, DuplicateFacts, InvoiceFacts, MatchFacts, OrderFacts, VendorFacts, read
from p2p.handlers import corrected_by, handed_in_by
from p2p.inputs.approval import ApprovalRequest, Taken
from p2p.locks import lock_name
from p2p.matching.duplicate import identity_of
from p2p.models import Approval
from p2p.money import Money
from p2p.rules import ApprovalLimits
from workflow.answers import Weighed, weigh
from workflow.outcomes import Finding, Outcome, Proceed, Retryable
from workflow.people import Answer, Dossier

CHECKS = (suspected_duplicate.check_identity, over_threshold.check)
ENGINE = "engine"


class IdentityTaken(Retryable):
    """Another case was approved as the same invoice at this very moment. It is looked at again."""


class NothingToApprove(Exception):
    """The case has no match row, which `match_three_way` keeps: the approval can't be recorded."""


def load(dossier: Dossier) -> ApprovalRequest:
    """All that is approved, and whether another case took the identity. Those with the same one queue up."""
    identity = read(DuplicateFacts, dossier.outputs["check_duplicate"]).identity
    lock_name(f"approval of {identity}")
    return ApprovalRequest(
        case=dossier.case_id,
        invoice=read(InvoiceFacts, dossier.outputs["validate"]),
        vendor=read(VendorFacts, dossier.outputs["identify_vendor"]),
        identity=identity,
        order=read(OrderFacts, dossier.outputs["match_order"]),
        match=read(MatchFacts, dossier.outputs["match_three_way"]),
        handled_by=corrected_by(dossier.answers),
        handed_in_by=handed_in_by(dossier.case_id),
        taken_by=_taken_by(identity, dossier.case_id),
        answers=dossier.answers,
    )


def decide(facts: ApprovalRequest, limits: ApprovalLimits) -> Outcome:
    """Approved by the rule, or by a person who may."""
    findings = collect(CHECKS, facts, limits)
    weighed = weigh(findings, _counting(findings, facts), APPROVAL)
    return weighed.outcome(_approval(facts, limits, weighed))


def record(dossier: Dossier, facts: ApprovalRequest, outcome: Outcome) -> None:
    """Keep the approval. Raises IdentityTaken where another case was quicker."""
    if not isinstance(outcome, Proceed) or Approval.objects.filter(case_id=dossier.case_id).exists():
        return
    match = match_rows.newest(dossier.case_id)
    if match is None:
        raise NothingToApprove(f"Case {dossier.case_id} has no match to approve.")
    try:
        with transaction.atomic():
            Approval.objects.create(
                case_id=dossier.case_id,
                match=match,
                vendor_id=facts.vendor.id,
                identity=identity(facts),
                gross=facts.invoice.gross,
                currency=facts.invoice.currency,
                by=outcome.output.by,
                rule=outcome.output.rule,
                at=dossier.now,
            )
    except IntegrityError as error:
        raise IdentityTaken from error


def identity(facts: ApprovalRequest) -> str:
    """What is unique: the case's own where a person said that it is no duplicate of the approved one."""
    if facts.taken_by is None:
        return facts.identity
    return identity_of(facts.invoice, facts.vendor, case=facts.case)


def _taken_by(identity: str, case_id: int) -> Taken | None:
    other = Approval.objects.filter(identity=identity).exclude(case_id=case_id).select_related("case").first()
    return Taken(case=other.case_id, invoice_number=other.case.number) if other else None


def _counting(findings: tuple[Finding, ...], facts: ApprovalRequest) -> list[Answer]:
    """Of approvals, only those by somebody who may: whichever way they came in."""
    evidence = next((found.evidence for found in findings if found.reason == over_threshold.REASON.code), {})
    return [
        answer
        for answer in facts.answers
        if answer.choice != "approve" or over_threshold.may_approve(answer.actor, evidence) is None
    ]


def _approval(facts: ApprovalRequest, limits: ApprovalLimits, weighed: Weighed) -> ApprovalFacts:
    answer = weighed.answer_to(over_threshold.REASON.code)
    if answer is not None:
        return ApprovalFacts(by=answer.actor.id, rule=f"approved by {answer.actor.name}"[:200])
    if over_threshold.needs_person(facts, limits) or facts.invoice.gross is None:
        return ApprovalFacts(by="", rule="")  # asked: nobody has approved yet
    gross = Money(facts.invoice.gross, facts.invoice.currency)
    return ApprovalFacts(by=ENGINE, rule=f"gross {gross.plain} below {limits.auto_below.plain}")
