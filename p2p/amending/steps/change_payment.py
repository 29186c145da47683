"""Step: holds, releases or cancels the payment in the accounts system, at most once. An effect step."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from p2p.amending.done import close, opened
from p2p.amending.facts import Carried, Confirmed
from p2p.amending.look import standing_of
from p2p.amending.possible import MOVE_OF, Payable, hindrance
from p2p.erp import ChangeRequest, erp
from p2p.erp.answers import Expected, held_against, understood
from p2p.erp.failures import ChangeRefused
from p2p.erp.requests import KindOfChange
from p2p.facts import read
from p2p.models import Payment
from workflow import engine
from workflow.outcomes import Done, Found
from workflow.people import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The change, whole; None where this step has nothing to do.

    A hindrance stops it only when the accounts system has been asked: what is done already is recorded.
    """

    request: ChangeRequest | None = None
    hindrance: str = ""


def load(dossier: Dossier) -> Facts:
    """What was confirmed, and whether it can still be done."""
    confirmed = read(Confirmed, dossier.outputs["confirm"])
    if confirmed.act not in MOVE_OF:
        return Facts()
    standing = standing_of(opened(dossier.case_id).posting, dossier.now)
    if standing.payment is None or confirmed.pay_on is None:
        return Facts(hindrance="There is no payment for this case.")
    return Facts(
        request=_request(confirmed, standing.payment, standing.vendor_code),
        hindrance=hindrance(confirmed.act, standing) or _late(confirmed, standing.today),
    )


def unneeded(facts: Facts) -> Carried | None:
    """Nothing is changed where a posting is to be reversed."""
    return None if facts.request or facts.hindrance else Carried()


def find(facts: Facts, key: str) -> Found:
    """What the accounts system has under this key."""
    return held_against(erp().find_change(key), key, _expected(facts))


def perform(facts: Facts, key: str) -> Done:
    """Do it. Raises ChangeRefused where it can't be done any more, a Retryable where it may pass."""
    if facts.hindrance or facts.request is None:
        raise ChangeRefused(facts.hindrance)
    return understood(erp().change(facts.request, key), key, _expected(facts))


def record(dossier: Dossier, facts: Facts, done: Done | None) -> Carried:
    """Move the payment, and close what was asked."""
    if done is None or facts.request is None:
        return Carried()
    amendment = opened(dossier.case_id)
    payment: Any = Payment.objects.get(pk=cast(int, amendment.payment_id))
    day: dict[str, Any] = {"pay_on": facts.request.pay_on} if facts.request.act == "release" else {}
    engine.move(payment, facts.request.act, **day)
    return close(amendment, done, step="change_payment", now=dossier.now)


def _request(confirmed: Confirmed, payment: Payable, vendor_code: str) -> ChangeRequest:
    return ChangeRequest(
        act=cast(KindOfChange, MOVE_OF[confirmed.act]),
        payment_reference=payment.reference,
        vendor_code=vendor_code,
        amount=payment.amount,
        currency=payment.currency,
        pay_on=confirmed.pay_on or payment.pay_on,
    )


def _late(confirmed: Confirmed, today: date) -> str:
    if confirmed.act == "release_payment" and confirmed.pay_on is not None and today >= confirmed.pay_on:
        return f"It was confirmed for {confirmed.pay_on}, and that day has come: refuse this, and ask for it anew."
    return ""


def _expected(facts: Facts) -> Expected:
    if facts.request is None:
        return {}
    return {
        "act": facts.request.act,
        "payment_reference": facts.request.payment_reference,
        "currency": facts.request.currency,
        "amount": facts.request.amount,
    }
