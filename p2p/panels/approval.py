"""The panel of an approval: why a person is needed, what is paid to whom, and who has handled it."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.accounts import account
from p2p.checks.words import field_words, listed
from p2p.facts import VendorFacts
from p2p.inputs.approval import ApprovalRequest
from p2p.inputs.match import MatchRequest
from p2p.money import show
from p2p.panels.looked_at import looked_at
from p2p.panels.match_lines import lines_of
from p2p.payments.terms import TermsNotUnderstood, due_date
from workflow.models import Decision


def approval_panel(case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of the approval, and the lines as they were matched."""
    request = looked_at(case_id, "approve", ApprovalRequest)
    if request is None:
        return {}
    matched = None if request.order.coded_by_hand else looked_at(case_id, "match_three_way", MatchRequest)
    return {
        "facts": [(label, value) for label, value in _facts(request, evidence) if value],
        "handled": _handled(case_id, evidence),
        "match": lines_of(matched, policy.TOLERANCES) if matched else None,
    }


def _facts(request: ApprovalRequest, evidence: Mapping[str, Any]) -> list[tuple[str, str]]:
    invoice, vendor, order = request.invoice, request.vendor, request.order
    coded = f"{order.gl_account} / {order.cost_centre}, without an order" if order.coded_by_hand else ""
    return [
        ("Why", str(evidence.get("why", ""))),
        ("Total", "" if invoice.gross is None else show(invoice.gross, invoice.currency)),
        ("Vendor", f"{vendor.name} ({vendor.code}), found by {vendor.found_by}"),
        ("Paid to", "nobody: it is a credit note" if invoice.is_credit else _account(vendor)),
        ("Due", _due(request)),
        ("Order", order.po_number),
        ("Coded to", coded),
    ]


def _account(vendor: VendorFacts) -> str:
    return account(vendor.iban, vendor.sort_code, vendor.account_number).grouped or "no account"


def _due(request: ApprovalRequest) -> str:
    """By the vendor's terms from the date of the document."""
    issued, terms = request.invoice.invoice_date, request.vendor.payment_terms
    if issued is None or request.invoice.is_credit:
        return ""
    try:
        return f"{due_date(terms, issued):%d %B %Y} ({terms} from {issued:%d %B %Y})"
    except (TermsNotUnderstood, OverflowError):
        return f"unknown: nobody can make out the terms “{terms}”"


def _handled(case_id: int, evidence: Mapping[str, Any]) -> list[str]:
    """Who entered or corrected what, in sentences: they may not approve."""
    decisions = Decision.objects.filter(case_id=case_id, actor_id__in=evidence.get("handled_by", ())).order_by("id")
    return [
        f"{decision.actor_name} entered {listed(map(field_words, decision.values))}."
        for decision in decisions
        if decision.values
    ]
