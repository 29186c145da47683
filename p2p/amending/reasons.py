"""The questions that a second person is asked: one for each act. Pure."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.amending.facts import Asked
from p2p.amending.possible import ActCode, Payable, Standing, day_words, new_day
from p2p.checks.words import figure
from p2p.money import show
from workflow.define import Choice, Reason
from workflow.outcomes import Finding
from workflow.people import Actor, Refusal

ROLE = "controller"


def second_person(actor: Actor, evidence: Mapping[str, Any]) -> Refusal | None:
    """Controllers only, never who asked; and nobody lets money go for an invoice that they had in hand."""
    if ROLE not in actor.roles:
        return Refusal(f"Only somebody with the role {ROLE} may confirm this.")
    if actor.id == evidence["asked_by"]:
        return Refusal("You asked for this yourself: a second person must confirm it.")
    if actor.id in evidence.get("handled_by", ()):
        return Refusal(
            "You entered, corrected or handed in this invoice yourself: another controller must release its payment."
        )
    return None


def _reason(act: ActCode, title: str, confirm: str, consequence: str) -> Reason:
    return Reason(
        code=act,
        title=title,
        role=ROLE,
        sla=policy.ASKED,
        choices=(
            Choice(code="confirm", label=confirm, consequence=consequence, does="settles", allowed=second_person),
            Choice(
                code="refuse",
                label="Refuse",
                consequence="Nothing changes: {unchanged}. {asker} reads why in your note.",
                does="refuses",
                note_required=True,
            ),
        ),
    )


HOLD = _reason(
    "hold_payment",
    "Hold a payment?",
    "Hold it",
    "{amount} to {vendor} is not paid on {pay_on}, and stays held until somebody releases or cancels it.",
)
RELEASE = _reason(
    "release_payment", "Release a held payment?", "Release it", "{amount} is paid on {new_day} to {account}."
)
CANCEL = _reason(
    "cancel_payment",
    "Cancel a payment?",
    "Cancel it",
    "{amount} to {vendor} is never paid by this payment. What is owed for {number} stays posted until the posting "
    "is reversed.",
)
REVERSE = _reason(
    "reverse_posting",
    "Reverse a posting?",
    "Reverse it",
    "A mirrored entry over {gross} takes posting {posting} back, and what it billed of its order is open again. If "
    "{kind} {number} comes once more, a person is asked before it is paid.",
)
REASONS = (HOLD, RELEASE, CANCEL, REVERSE)
_QUESTIONS: Mapping[ActCode, str] = {
    "hold_payment": "Hold the payment of {amount} to {vendor} for {kind} {number}, due to be made on {pay_on}?",
    "release_payment": "Release the held payment of {amount} to {vendor} for {kind} {number}, to be made on {new_day}?",
    "cancel_payment": "Cancel the payment of {amount} to {vendor} for {kind} {number} ({state}, for {pay_on})?",
    "reverse_posting": "Reverse posting {posting} over {gross}, {kind} {number} of {vendor}?",
}


def finding(asked: Asked) -> Finding:
    """The question, with everything that the answer is bound to."""
    return Finding(
        reason=asked.act,
        question=f"{_QUESTIONS[asked.act]} {{asker}} asks for it: {{reason}}",
        params={**_words(asked.standing), "asker": asked.asked_by_name or asked.asked_by, "reason": asked.reason},
        evidence=_evidence(asked),
    )


def _words(standing: Standing) -> dict[str, str]:
    gross = show(standing.gross, standing.currency)
    words = {
        "kind": standing.kind,
        "number": standing.number,
        "vendor": f"{standing.vendor_name} ({standing.vendor_code})",
        "posting": standing.posting,
        "gross": gross,
        "unchanged": f"posting {standing.posting} over {gross} stays as it is",
    }
    return {**words, **_paid(standing.payment, standing)} if standing.payment else words


def _paid(payment: Payable, standing: Standing) -> dict[str, str]:
    amount = show(payment.amount, payment.currency)
    pay_on = day_words(payment.pay_on)
    return {
        "amount": amount,
        "pay_on": pay_on,
        "new_day": day_words(new_day(payment, standing.today)),
        "account": payment.account,
        "state": payment.state,
        "unchanged": f"the payment of {amount} stays {payment.state} for {pay_on}",
    }


def _evidence(asked: Asked) -> dict[str, Any]:
    standing, payment = asked.standing, asked.standing.payment
    evidence: dict[str, Any] = {
        "case": str(standing.case),
        "vendor": standing.vendor_code,
        "number": standing.number,
        "posting": standing.posting,
        "gross": figure(standing.gross),
        "currency": standing.currency,
        "asked_by": asked.asked_by,
        "why": asked.reason,
    }
    if payment is not None:
        evidence |= {
            "payment": payment.reference or None,
            "amount": figure(payment.amount),
            "state": payment.state,
            "pay_on": payment.pay_on.isoformat(),
            "pay_to": payment.account,
        }
        if asked.act == "release_payment":
            evidence["pay_on"] = new_day(payment, standing.today).isoformat()
            evidence["handled_by"] = list(asked.handled_by)
    return evidence
