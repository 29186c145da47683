"""Who corrected, coded or uploaded an invoice doesn't approve it, whichever way the answer comes in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from p2p.checks import over_threshold
from p2p.models import Document, Email
from p2p.receiving import receive, receive_upload
from tests.p2p.mail.messages import PDF, raw
from tests.p2p.orders import Journey, company, order, thornbury
from workflow.outcomes import Ask, Proceed
from workflow.people import Actor, Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UPLOADER = Actor("carol", "Carol Hay", frozenset({"clerk", "approver"}))
OTHER = Actor("adeel", "Adeel Rahman", frozenset({"approver"}))


def uploaded(journey: Journey, by: str, source: str = "upload") -> Journey:
    """The journey's document came with this mail."""
    email = Email.objects.create(
        message_id="",
        sha256="e" * 64,
        delivery_digest="e" * 64,
        received_at=NOW,
        source=source,
        size=1,
        handed_in_by=by,
    )
    document = Document.objects.create(
        case=journey.case, email=email, sha256="d" * 64, filename="b.pdf", media_type="application/pdf", size=1
    )
    assert document.email_id == email.pk
    return journey


def large(**how: Any) -> Journey:
    """An invoice that needs an approver."""
    company()
    order(thornbury(), quantity="100", received="100")
    line = {
        "description": "Copier paper A4 80 gsm, white",
        "sku": "TP-A480",
        "quantity": "100",
        "unit_price": "18.40",
        "net": "1840.00",
        "tax_rate": "20",
    }
    return Journey(read={"net": "1840.00", "tax": "368.00", "gross": "2208.00"}, lines=(line,), **how)


def asked_for_approval(journey: Journey) -> Ask:
    name, outcome = journey.run()
    assert (name, isinstance(outcome, Ask)) == ("approve", True)
    assert isinstance(outcome, Ask)
    return outcome


def test_who_uploaded_it_is_kept_with_the_mail_and_nobody_else(intake: None) -> None:
    receive_upload([("a.pdf", PDF)], UPLOADER, now=NOW)
    assert Email.objects.get().handed_in_by == "carol"
    forged = raw(("b.pdf", PDF), message_id="<two@vendor.example>").replace(
        b"Subject:", b"X-Handed-In-By: adeel\r\nSubject:"
    )
    receive(forged, source="imap", now=NOW)
    assert list(Email.objects.order_by("id").values_list("handed_in_by", flat=True)) == ["carol", ""]


def test_the_uploader_is_told_why_and_counts_for_nothing() -> None:
    journey = uploaded(large(), "carol")
    finding = asked_for_approval(journey).finding
    assert finding.evidence["handed_in_by"] == ["carol"]
    refusal = over_threshold.may_approve(UPLOADER, finding.evidence)
    assert refusal == Refusal("You uploaded this invoice yourself: another approver must approve it.")
    assert over_threshold.may_approve(OTHER, finding.evidence) is None
    journey.answer(finding, "approve", by=UPLOADER)
    assert isinstance(journey.run()[1], Ask)
    journey.answer(finding, "approve", by=OTHER)
    assert isinstance(journey.run()[1], Proceed)


@pytest.mark.parametrize(("by", "source"), [("", "imap"), ("", "upload"), ("carol", "imap")])
def test_what_came_by_mail_was_handed_in_by_nobody(by: str, source: str) -> None:
    """Nothing is added to the evidence that earlier answers are bound to."""
    finding = asked_for_approval(uploaded(large(), by, source)).finding
    assert "handed_in_by" not in finding.evidence
