"""What people start by hand from a case: offered, explained, begun, and refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from tests.exceptions_queue import desk as lending
from tests.exceptions_queue.conftest import Desk, words_of
from workflow import engine, registry
from workflow.define import Act
from workflow.models import Case
from workflow.people import Actor, Refusal

pytestmark = pytest.mark.django_db
SAID: list[tuple[int, str, str, dict[str, str]]] = []


def _begin(case_id: int, actor: Actor, note: str, values: Mapping[str, str], now: datetime) -> int:
    SAID.append((case_id, actor.id, note, dict(values)))
    subject = {"title": "Emma", "number": "B-1", "party": "Rita"}
    return engine.start("lending", subject=subject, received_at=now, now=now).pk


def _clerks_only(_case_id: int, actor: Actor) -> Refusal | None:
    return None if "clerk" in actor.roles else Refusal("Ask a clerk to fetch it.")


RECALL = Act(
    code="recall",
    label="Call the book back",
    consequence="The reader is asked to bring it back within a week.",
    fields=("title",),
    offered=_clerks_only,
    begin=_begin,
)
WITH_ACTS = replace(lending.LENDING, acts=(RECALL,))


@pytest.fixture
def case(desk: Desk, settings: object) -> Case:
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.test_act_page.WITH_ACTS"]  # type: ignore[attr-defined]
    registry.forget()
    SAID.clear()
    return desk.request(unclear=False)


def test_the_case_offers_it_and_says_to_others_why_not(case: Case, clerk: Client, auditor: Client) -> None:
    page = clerk.get(f"/cases/{case.pk}/")
    assert f'<a href="/cases/{case.pk}/acts/recall/">Call the book back</a>' in page.content.decode()
    other = words_of(auditor.get(f"/cases/{case.pk}/"))
    assert "What can't be done now, and why Call the book back Ask a clerk to fetch it." in other


def test_it_says_what_will_happen_then_leads_to_the_case_that_does_it(case: Case, clerk: Client) -> None:
    address = f"/cases/{case.pk}/acts/recall/"
    page = words_of(clerk.get(address))
    assert "Call the book back? The reader is asked to bring it back within a week. Title Why" in page
    response = clerk.post(address, {"value:title": "Emma", "note": "  promised to Sam "}, follow=True)
    began = Case.objects.latest("pk")
    assert response.redirect_chain == [(f"/cases/{began.pk}/", 302)]
    assert "“Call the book back” has begun." in words_of(response)
    assert SAID == [(case.pk, "carol", "promised to Sam", {"title": "Emma"})]


def test_without_a_reason_nothing_begins_and_what_was_typed_is_kept(case: Case, clerk: Client) -> None:
    response = clerk.post(f"/cases/{case.pk}/acts/recall/", {"value:title": "Emma & Emil", "note": " "})
    assert response.status_code == 422
    assert "Say why" in words_of(response)
    assert 'value="Emma &amp; Emil"' in response.content.decode()
    assert SAID == []


def test_who_may_not_is_told_why_and_keeps_the_note(case: Case, auditor: Client) -> None:
    address = f"/cases/{case.pk}/acts/recall/"
    assert "Ask a clerk to fetch it." in words_of(auditor.get(address))
    response = auditor.post(address, {"value:title": "Emma", "note": "let me"})
    assert response.status_code == 409
    assert ">let me</textarea>" in response.content.decode()
    assert SAID == []


def test_there_is_nothing_at_an_unknown_act_or_case(case: Case, clerk: Client) -> None:
    assert clerk.get(f"/cases/{case.pk}/acts/burn/").status_code == 404
    assert clerk.post("/cases/999999/acts/recall/", {"note": "x"}).status_code == 404
