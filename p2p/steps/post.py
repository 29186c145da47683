"""Posts the approved invoice in the accounts system: at most once, whatever happens on the way."""

from dataclasses import dataclass

import msgspec

from p2p.erp import PostingRequest, erp
from p2p.erp.answers import Expected, held_against, understood
from p2p.erp.booking import booking_of
from p2p.facts import InvoiceFacts, MatchFacts, OrderFacts, PostingFacts, VendorFacts, read
from p2p.models import Approval, Posting
from workflow.models import Effect
from workflow.outcomes import Done, Found
from workflow.people import Dossier


@dataclass(frozen=True, slots=True)
class Facts:
    """The booking, whole. It depends on the approved invoice alone, so that every attempt asks for the same."""

    request: PostingRequest


def load(dossier: Dossier) -> Facts:
    """Compose the booking. Raises PostingRefused where the approved figures don't add up."""
    return Facts(
        booking_of(
            read(InvoiceFacts, dossier.outputs["validate"]),
            read(VendorFacts, dossier.outputs["identify_vendor"]),
            read(OrderFacts, dossier.outputs["match_order"]),
            read(MatchFacts, dossier.outputs["match_three_way"]),
        )
    )


def unneeded(facts: Facts) -> PostingFacts | None:
    """An invoice over nothing has nothing to book."""
    return None if facts.request.entries else PostingFacts(key="", reference="")


def find(facts: Facts, key: str) -> Found:
    """What the accounts system has under this key."""
    return held_against(erp().find_posting(key), key, _expected(facts))


def perform(facts: Facts, key: str) -> Done:
    """Post it. Raises a Retryable where that may pass, KeyReused or PostingRefused where it won't."""
    return understood(erp().post(facts.request, key), key, _expected(facts))


def record(dossier: Dossier, facts: Facts, done: Done | None) -> PostingFacts:
    """Keep the posting with its reference; returns what the payment refers to."""
    if done is None:
        return PostingFacts(key="", reference="")
    request = facts.request
    posting, _ = Posting.objects.get_or_create(
        key=Effect.objects.get(case_id=dossier.case_id, step="post").key,
        defaults={
            "approval": Approval.objects.get(case_id=dossier.case_id),
            "reference": done.reference,
            "gross": request.gross,
            "currency": request.currency,
            "entries": msgspec.to_builtins(request.entries),
            "posted_at": dossier.now,
        },
    )
    return PostingFacts(key=posting.key, reference=posting.reference)


def _expected(facts: Facts) -> Expected:
    request = facts.request
    return {
        "kind": request.kind,
        "vendor_code": request.vendor_code,
        "currency": request.currency,
        "gross": request.gross,
    }
