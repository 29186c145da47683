"""The whole way: who uploads an invoice can't approve it, and neither can who corrected it. Through the engine."""

from typing import Any

import pytest

from p2p.mail.parse import ParsedMail, parse
from p2p.models import Approval, Document
from p2p.receiving import receive_upload
from tests.p2p.invariants.conftest import Office, office, readings, written
from workflow import engine
from workflow.models import Case, StepRun, Task
from workflow.people import Actor

__all__ = ["office", "readings", "written"]
pytestmark = pytest.mark.parts

UPLOADER = Actor("carol", "Carol Hay", frozenset({"clerk", "approver"}))
OTHER = Actor("adeel", "Adeel Rahman", frozenset({"approver"}))


def handed_in(office: Office) -> Case:
    """An invoice that needs an approver, uploaded and at rest."""
    mail = parse(office.mails["over_threshold"].read_bytes())
    assert isinstance(mail, ParsedMail)
    files = [(part.filename or "a.pdf", part.content) for part in mail.parts if not part.is_body]
    (case,) = receive_upload(files, UPLOADER, now=office.now).cases
    return office.run(int(case))


def approve(office: Office, case: Case, actor: Actor) -> Any:
    return engine.decide(Task.objects.get(case=case, state="open").pk, "approve", actor=actor, now=office.now)


def test_the_uploader_is_refused_and_another_approver_is_not(office: Office) -> None:
    case = handed_in(office)
    assert (case.state, case.reason) == ("waiting", "over_threshold")
    assert Document.objects.get(case=case).email.handed_in_by == "carol"  # type: ignore[union-attr]
    with pytest.raises(engine.DecisionRefused, match="You uploaded this invoice yourself: another approver must"):
        approve(office, case, UPLOADER)
    assert not Approval.objects.exists()

    approve(office, case, OTHER)
    assert office.run(case.pk).state == "completed"
    assert Approval.objects.get().by == "adeel"
    facts: Any = StepRun.objects.filter(case=case, step="approve").order_by("-number")[0].facts
    assert facts["handed_in_by"] == ["carol"]
    assert office.broken() == []
