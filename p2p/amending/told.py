"""What `show_case` and the case pages tell of amendments. JSON values only."""

from collections.abc import Mapping
from typing import Any

from p2p.models import Amendment
from workflow.story import utc


def describe(case_id: int) -> Mapping[str, Any]:
    """What an amendment's own case is about."""
    amendment = Amendment.objects.filter(case_id=case_id).select_related("posting__approval").first()
    return {"amendment": told(amendment) if amendment else None}


def brief(_case_id: int) -> Mapping[str, Any]:
    """Its line in `cases` says nothing more: no mail brought it."""
    return {"message_id": None}


def amendments_of(case_id: int) -> list[dict[str, Any]]:
    """Everything that was asked about an invoice's posting and payment, oldest first."""
    rows = Amendment.objects.filter(posting__approval__case_id=case_id).select_related("posting__approval")
    return [told(row) for row in rows.order_by("id")]


def told(amendment: Amendment) -> dict[str, Any]:
    """One amendment: what, for which invoice's case, by whom and why, and what came of it."""
    return {
        "case": str(amendment.case_id),
        "about": str(amendment.posting.approval.case_id),
        "act": amendment.act,
        "posting": amendment.posting.reference,
        "reason": amendment.reason,
        "asked_by": amendment.asked_by,
        "asked_at": utc(amendment.asked_at),
        "reference": amendment.reference or None,
        "done_at": utc(amendment.done_at),
        "closed_at": utc(amendment.closed_at),
    }
