"""The same invoice seems to have come before."""

from typing import Any

from p2p import policy
from p2p.checks.choices import REFUSE
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.facts import InvoiceFacts
from p2p.inputs.approval import ApprovalRequest
from p2p.inputs.duplicate import DuplicateSearch, Sighting
from p2p.matching.duplicate import likely_same
from p2p.money import show
from p2p.rules import ApprovalLimits, DuplicateRules
from workflow.define import Choice, Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="suspected_duplicate",
    title="This may be a duplicate",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/duplicates.html",
    choices=(
        Choice(
            code="not_duplicate",
            label="Not a duplicate",
            consequence=(
                "This {kind} counts as one of its own: the other checks go on, and {amount} is posted and paid besides "
                "the earlier one if they pass."
            ),
            does="settles",
        ),
        REFUSE,
    ),
)
_STATES = {
    "completed": "posted and scheduled for payment",
    "reversed": "posted, and taken back since: nothing is paid for it",
    "running": "being worked on",
    "waiting": "waiting for a person",
    "sleeping": "waiting for its goods",
    "incident": "held by an incident",
}


def check(facts: DuplicateSearch, rules: DuplicateRules) -> Finding | None:
    """No earlier case is, or nearly is, this invoice."""
    alike = [(other, likely_same(facts, other, rules)) for other in facts.others]
    alike = [(other, why) for other, why in alike if why]
    if not alike:
        return None
    other, why = alike[0]
    return Finding(
        reason=REASON.code,
        question=(
            "Is {number} over {amount} a duplicate? {Kind} {other_number}{other_date} over {other_amount} "
            "({why}) is case {other_case}, {state}."
        ),
        params={
            **_names(facts.invoice),
            "other_number": other.invoice_number,
            "other_date": f" of {other.invoice_date:%d %B %Y}" if other.invoice_date else "",
            "other_amount": _amount(other),
            "other_case": str(other.case),
            "state": _STATES.get(other.state, other.state),
            "why": why,
        },
        evidence={
            "this": _side(facts),
            "others": [_told(other, why) for other, why in alike],
        },
        withdrawn_by=tuple(f"case_ended:{other.case}" for other, _ in alike),
    )


def check_identity(facts: ApprovalRequest, _limits: ApprovalLimits) -> Finding | None:
    """No other case has taken this identity beyond approval meanwhile."""
    taken = facts.taken_by
    if taken is None:
        return None
    return Finding(
        reason=REASON.code,
        question="Is {number} over {amount} a duplicate? {Kind} {other_number} was approved in case {other_case}.",
        params={
            **_names(facts.invoice),
            "other_number": taken.invoice_number,
            "other_case": str(taken.case),
        },
        evidence={
            "this": {"number": facts.invoice.invoice_number, "identity": facts.identity},
            "others": [{"case": str(taken.case), "number": taken.invoice_number, "why": "approved before"}],
        },
        withdrawn_by=(f"case_ended:{taken.case}",),
    )


def _names(invoice: InvoiceFacts) -> dict[str, str]:
    kind = kind_of(invoice)
    return {
        "kind": kind,
        "Kind": kind.capitalize(),
        "number": number_of(invoice),
        "amount": amount_of(invoice),
    }


def _amount(other: Sighting) -> str:
    return "an unknown amount" if other.gross is None else show(other.gross, other.currency)


def _side(facts: DuplicateSearch) -> dict[str, Any]:
    invoice = facts.invoice
    return {
        "case": str(facts.case),
        "vendor": facts.vendor.code,
        "kind": invoice.document_type,
        "number": invoice.invoice_number,
        "date": invoice.invoice_date.isoformat() if invoice.invoice_date else None,
        "gross": None if invoice.gross is None else f"{invoice.gross:f}",
        "currency": invoice.currency,
    }


def _told(other: Sighting, why: str) -> dict[str, Any]:
    return {
        "case": str(other.case),
        "vendor": other.vendor,
        "kind": other.kind,
        "number": other.invoice_number,
        "date": other.invoice_date.isoformat() if other.invoice_date else None,
        "gross": None if other.gross is None else f"{other.gross:f}",
        "currency": other.currency,
        "why": why,
    }
