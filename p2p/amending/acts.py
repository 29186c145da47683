"""What may be started by hand from an invoice's case: each act begins a case of its own, for a second person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from p2p.amending.card import card_from
from p2p.amending.look import amendable, standing_of
from p2p.amending.possible import ActCode, Amendable, Standing, offered
from p2p.models import Amendment, Posting
from workflow import engine
from workflow.define import Act
from workflow.models import Case
from workflow.people import Actor, Refusal
from workflow.transitions import CASE

PROCESS = "amend"


def begin(act: ActCode, case_id: int, actor: Actor, note: str, _values: Mapping[str, str], now: datetime) -> int:
    """Start the case that asks a second person, and return its number.

    Raises DecisionRefused where it may not be asked for, or somebody else was quicker: the constraint decides.
    """
    if refusal := offered(act, amendable(case_id, now), actor):
        raise engine.DecisionRefused(refusal.why)
    if not note.strip():
        raise engine.NoteRequired("Say why: the second person decides by it.")
    try:
        with transaction.atomic():
            return _begin(act, Posting.objects.get(approval__case_id=case_id), actor, note.strip(), now)
    except IntegrityError:
        raise engine.DecisionRefused("Somebody has just asked for a change here: it has to be decided first.") from None


def _begin(act: ActCode, posting: Posting, actor: Actor, reason: str, now: datetime) -> int:
    # One whose case was refused after an incident is still open: that way out knows nothing of amendments.
    ended = Amendment.objects.filter(posting=posting, closed_at=None, case__state__in=CASE.final())
    ended.update(closed_at=now)
    standing = standing_of(posting, now)
    subject = _subject(act, standing, posting.approval.case, actor, reason)
    case = engine.start(PROCESS, subject=subject, received_at=now, now=now, card=card_from(subject))
    Amendment.objects.create(
        case=case,
        posting=posting,
        payment=getattr(posting, "payment", None),
        act=act,
        reason=reason,
        asked_by=actor.id[:150],
        asked_by_name=actor.name[:150],
        asked_at=now,
    )
    return case.pk


def _subject(act: ActCode, standing: Standing, case: Case, actor: Actor, reason: str) -> dict[str, Any]:
    """What the case was started with, and the figures of its card."""
    amount = standing.payment.amount if standing.payment else standing.gross
    return {
        "case": case.pk,
        "uid": str(case.uid),
        "act": act,
        "reason": reason,
        "asked_by": actor.id,
        "number": standing.number[:100],
        "party": standing.vendor_name[:300],
        "amount": f"{amount:f}",
        "currency": standing.currency,
        "due_on": standing.payment.pay_on.isoformat() if standing.payment else None,
    }


def _act(code: ActCode, label: str, consequence: str) -> Act:
    def offered_to(found: Amendable, actor: Actor) -> Refusal | None:
        return offered(code, found, actor)

    def begun_by(case_id: int, actor: Actor, note: str, values: Mapping[str, str], now: datetime) -> int:
        return begin(code, case_id, actor, note, values, now)

    return Act(code=code, label=label, consequence=consequence, offered=offered_to, begin=begun_by)


_SECOND = "A controller other than you is asked with your reason; nothing changes before."
ACTS = (
    _act(
        "hold_payment",
        "Hold the payment",
        f"{_SECOND} Then the payment is not made until it is released or cancelled.",
    ),
    _act(
        "release_payment",
        "Release the payment",
        f"{_SECOND} Then the held payment is made on its day, or on the next working day where that has passed.",
    ),
    _act(
        "cancel_payment",
        "Cancel the payment",
        f"{_SECOND} Then the payment is never made; what is owed stays posted until the posting is reversed.",
    ),
    _act(
        "reverse_posting",
        "Reverse the posting",
        f"{_SECOND} Then a mirrored entry takes the posting back, and the order's lines are open again.",
    ),
)
