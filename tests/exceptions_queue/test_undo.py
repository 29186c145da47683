"""An answer is taken back in time, and afterwards the page says what can still be done."""

from typing import Any

import pytest
from django.test import Client

from exceptions_queue.undo_toast import newest
from tests.exceptions_queue.conftest import Desk, login, words_of
from workflow import clock
from workflow.models import Case, Decision, Task

pytestmark = pytest.mark.django_db


def decided(desk: Desk, client: Client, **subject: object) -> Decision:
    case = desk.request(**subject)
    client.post(f"/tasks/{desk.task(case).pk}/", {"choice": "accept"})
    return Decision.objects.get(case=case)


def test_the_question_is_open_again_and_nothing_came_of_the_answer(desk: Desk, clerk: Client) -> None:
    decision = decided(desk, clerk)
    response = clerk.post(f"/decisions/{decision.pk}/undo/", follow=True)
    again = Task.objects.get(case=decision.case, state="open")
    assert response.redirect_chain == [(f"/tasks/{again.pk}/", 302)]
    assert "The answer was taken back, and nothing came of it." in words_of(response)
    assert "Undo the last answer" not in response.content.decode()
    history = words_of(clerk.get(f"/cases/{decision.case_id}/"))
    assert "decided taken back What is “Emma”?" in history
    assert "taken back by Carol," in history
    old = words_of(clerk.get(f"/tasks/{decision.task_id}/"))
    assert "Carol chose Lend it under a minute ago. Carol took it back before it took effect." in old
    assert "Open the question that is asked now" in old


def test_every_page_offers_it_until_it_takes_effect(desk: Desk, clerk: Client) -> None:
    decision = decided(desk, clerk)
    for address in ("/queue/", "/cases/", f"/cases/{decision.case_id}/"):
        page = clerk.get(address).content.decode()
        assert f'action="/decisions/{decision.pk}/undo/"' in page, address
        assert "“Lend it” recorded for R-1." in page
    assert newest(clerk.session, decision.effective_at) is None
    assert "/undo/" not in login("colin", "clerk").get("/queue/").content.decode()


def test_of_several_the_newest_is_offered_then_the_one_before(desk: Desk, clerk: Client) -> None:
    first, second = decided(desk, clerk), decided(desk, clerk, number="R-2")
    assert newest(clerk.session, clock.now()).decision == second.pk  # type: ignore[union-attr]
    clerk.post(f"/decisions/{second.pk}/undo/")
    assert newest(clerk.session, clock.now()).decision == first.pk  # type: ignore[union-attr]


def test_too_late_says_so_and_changes_nothing(desk: Desk, clerk: Client, settings: Any) -> None:
    settings.WORKFLOW_UNDO_SECONDS = 0
    decision = decided(desk, clerk)
    assert "/undo/" not in clerk.get("/queue/").content.decode()
    response = clerk.post(f"/decisions/{decision.pk}/undo/")
    assert response.status_code == 409
    page = words_of(response)
    assert "This answer took effect at" in page
    assert "Carol chose Lend it for R-1" in page
    assert "What can still be done Nothing by hand" in page
    assert Case.objects.get(pk=decision.case_id).state == "running"
    assert not Task.objects.filter(state="open").exists()


def test_only_who_answered_or_a_manager_may(desk: Desk, clerk: Client) -> None:
    decision = decided(desk, clerk)
    address = f"/decisions/{decision.pk}/undo/"
    assert login("colin", "clerk").post(address).status_code == 403
    assert clerk.get(address).status_code == 405
    assert clerk.post("/decisions/999999/undo/").status_code == 404
    assert login("maud", "manager").post(address).status_code == 302


def test_undoing_twice_says_who_did(desk: Desk, clerk: Client) -> None:
    decision = decided(desk, clerk)
    clerk.post(f"/decisions/{decision.pk}/undo/")
    response = clerk.post(f"/decisions/{decision.pk}/undo/")
    assert response.status_code == 409
    assert "Carol has taken this answer back already." in words_of(response)
