"""Step: books the mirror image of a posting in the accounts system, at most once. An effect step."""

from dataclasses import dataclass
from typing import Any

import msgspec

from p2p import wakeups
from p2p.amending.done import close, opened
from p2p.amending.facts import Carried, Confirmed
from p2p.amending.look import standing_of
from p2p.amending.possible import Standing, hindrance
from p2p.erp import Entry, ReversalRequest, erp
from p2p.erp.answers import Expected, held_against, understood
from p2p.erp.failures import PostingRefused
from p2p.erp.requests import mirrored
from p2p.facts import read
from p2p.models import Posting
from p2p.money import rounded
from workflow.outcomes import Done, Found
from workflow.people import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The reversal, whole; None where this step has nothing to do. A hindrance: see `change_payment`."""

    request: ReversalRequest | None = None
    hindrance: str = ""


def load(dossier: Dossier) -> Facts:
    """Compose the mirrored entry of what was posted."""
    confirmed = read(Confirmed, dossier.outputs["confirm"])
    if confirmed.act != "reverse_posting":
        return Facts()
    posting = opened(dossier.case_id).posting
    standing = standing_of(posting, dossier.now)
    return Facts(request=_request(posting, standing), hindrance=hindrance(confirmed.act, standing))


def unneeded(facts: Facts) -> Carried | None:
    """Nothing is booked where a payment was changed."""
    return None if facts.request else Carried()


def find(facts: Facts, key: str) -> Found:
    """What the accounts system has under this key."""
    return held_against(erp().find_reversal(key), key, _expected(facts))


def perform(facts: Facts, key: str) -> Done:
    """Book it. Raises PostingRefused where it can't be done any more, a Retryable where it may pass."""
    if facts.hindrance or facts.request is None:
        raise PostingRefused(facts.hindrance)
    return understood(erp().reverse(facts.request, key), key, _expected(facts))


def record(dossier: Dossier, facts: Facts, done: Done | None) -> Carried:
    """Close what was asked; whoever waits for what the invoice had billed of its order looks again."""
    if done is None or facts.request is None:
        return read(Carried, dossier.outputs["change_payment"])
    amendment = opened(dossier.case_id)
    order = amendment.posting.approval.match.order
    if order is not None:
        wakeups.receipt_booked(order.number, now=dossier.now)
    return close(amendment, done, step="reverse_posting", now=dossier.now)


def _request(posting: Posting, standing: Standing) -> ReversalRequest:
    return ReversalRequest(
        posting_reference=posting.reference,
        vendor_code=standing.vendor_code,
        vendor_name=standing.vendor_name,
        invoice_number=standing.number,
        currency=posting.currency,
        gross=rounded(posting.gross, posting.currency),
        entries=mirrored([_entry(line) for line in posting.entries]),
    )


def _entry(line: dict[str, Any]) -> Entry:
    return msgspec.convert(line, Entry, strict=False)


def _expected(facts: Facts) -> Expected:
    if facts.request is None:
        return {}
    return {
        "posting_reference": facts.request.posting_reference,
        "vendor_code": facts.request.vendor_code,
        "currency": facts.request.currency,
        "gross": facts.request.gross,
    }
