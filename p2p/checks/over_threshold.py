"""An amount that only a person may approve, and one who hasn't handled the invoice."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.accounts import Account, account
from p2p.amounts import net_of
from p2p.checks.choices import REFUSE
from p2p.checks.words import amount_of, figure, kind_of, listed, number_of
from p2p.facts import InvoiceFacts, MatchFacts
from p2p.inputs.approval import ApprovalRequest
from p2p.money import Money
from p2p.payments.terms import TermsNotUnderstood, due_date
from p2p.rules import ApprovalLimits
from workflow.define import Choice, Reason
from workflow.outcomes import Finding
from workflow.people import Actor, Refusal

ROLE = "approver"


def may_approve(actor: Actor, evidence: Mapping[str, Any]) -> Refusal | None:
    """Approvers only, and nobody approves what they entered, corrected or uploaded (segregation of duties)."""
    if ROLE not in actor.roles:
        return Refusal(f"Only somebody with the role {ROLE} may approve.")
    if actor.id in evidence.get("handled_by", ()):
        return Refusal("You corrected or coded this invoice yourself: another approver must approve it.")
    if actor.id in evidence.get("handed_in_by", ()):
        return Refusal("You uploaded this invoice yourself: another approver must approve it.")
    return None


REASON = Reason(
    code="over_threshold",
    title="Needs approval",
    role=ROLE,
    sla=policy.ASKED,
    template="p2p/approval.html",
    choices=(
        Choice(
            code="approve",
            label="Approve",
            consequence="{amount} is posted{and_paid}.",
            does="settles",
            allowed=may_approve,
        ),
        REFUSE,
    ),
)


def check(facts: ApprovalRequest, limits: ApprovalLimits) -> Finding | None:
    """Below the limit, in its currency, and wholly on an order: then no person is needed."""
    why = needs_person(facts, limits)
    if not why:
        return None
    return Finding(
        reason=REASON.code,
        question="Approve {kind} {number} of {vendor} over {amount}? {why}.",
        params={
            "kind": kind_of(facts.invoice),
            "number": number_of(facts.invoice),
            "vendor": f"{facts.vendor.name} ({facts.vendor.code})",
            "amount": amount_of(facts.invoice),
            "why": why,
            "and_paid": ""
            if facts.invoice.is_credit
            else f" and scheduled for payment to {_account(facts).grouped or 'none'}{_due(facts)}",
        },
        evidence=_evidence(facts, why),
    )


def needs_person(facts: ApprovalRequest, limits: ApprovalLimits) -> str:
    """Why a person has to approve, as a sentence without its full stop; "" where nobody has to."""
    invoice, limit = facts.invoice, limits.auto_below
    if facts.order.coded_by_hand:
        return f"It is coded by hand to {facts.order.gl_account} / {facts.order.cost_centre}, without an order"
    if invoice.gross is None or invoice.currency != limit.currency:
        return f"Only amounts in {limit.currency} can be approved without a person: there are no rates"
    if not Money(invoice.gross, invoice.currency) < limit:
        return f"{limit} and more needs an approver"
    extras = off_order(invoice, facts.match)
    if extras:
        return f"It charges for what isn't on the order: {listed(extras)}"
    return "" if facts.match.lines else "No order line stands behind it"


def off_order(invoice: InvoiceFacts, match: MatchFacts) -> tuple[str, ...]:
    """The lines that ask for money and bill no order line, by description or number."""
    if match.by_total or invoice.is_credit:
        return ()
    matched = {line.invoice_line for line in match.lines}
    extras = (line for line in invoice.lines if line.number not in matched and (net_of(line) or 0) > 0)
    return tuple(line.description or f"line {line.number}" for line in extras)


def _account(facts: ApprovalRequest) -> Account:
    vendor = facts.vendor
    return account(vendor.iban, vendor.sort_code, vendor.account_number)


def _due(facts: ApprovalRequest) -> str:
    """When it is due by the vendor's terms: it is paid in time for that."""
    issued = facts.invoice.invoice_date
    try:
        return f", due {due_date(facts.vendor.payment_terms, issued):%d %B %Y}" if issued else ""
    except (TermsNotUnderstood, OverflowError):
        return ""


def _evidence(facts: ApprovalRequest, why: str) -> dict[str, Any]:
    invoice, order = facts.invoice, facts.order
    return {
        "why": why,
        "vendor": facts.vendor.code,
        "identity": facts.identity,
        "number": invoice.invoice_number,
        "date": invoice.invoice_date.isoformat() if invoice.invoice_date else None,
        "gross": figure(invoice.gross),
        "currency": invoice.currency,
        "order": order.po_number or None,
        "gl_account": order.gl_account or None,
        "cost_centre": order.cost_centre or None,
        "pay_to": None if invoice.is_credit else str(_account(facts)),
        "lines": [
            {
                "description": line.description,
                "order_line": line.order_line,
                "quantity": figure(line.quantity),
                "unit_price": figure(line.unit_price),
                "order_price": figure(line.order_price),
                "net": figure(line.net),
            }
            for line in facts.match.lines
        ],
        "handled_by": list(facts.handled_by),
        # Only where there is something to say: earlier answers are bound to evidence that doesn't have it.
        **({"handed_in_by": list(facts.handed_in_by)} if facts.handed_in_by else {}),
    }
