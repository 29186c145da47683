"""One case, whole."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login, words_of
from workflow import clock, engine
from workflow.models import Case
from workflow.people import Actor

pytestmark = pytest.mark.django_db
CAROL = Actor(id="carol", name="Carol Clerk", roles=frozenset({"clerk"}))


def answered(desk: Desk, case: Case, choice: str, **more: Any) -> Case:
    engine.decide(desk.task(case).pk, choice, actor=CAROL, now=clock.now(), **more)
    return desk.run(case)


def test_it_tells_where_the_case_stands_and_how_it_came_there(desk: Desk, auditor: Client) -> None:
    case = answered(desk, desk.request(amount="12"), "correct", values={"title": "Emil"}, note="misspelt")
    page = words_of(auditor.get(f"/cases/{case.pk}/"))
    for text in (
        f"completed Received under a minute ago Case {case.pk}",
        "The request can't be made out R-1 · Rita · £12.00 What is “Emma”? Lend it for 3 weeks?",
        "Asked last Carol Clerk chose Correct under a minute ago. misspelt Title Emil",
        "completed at “Examine”",
        "The request can't be made out decided What is “Emma”? Lend it for 3 weeks?",
        "Carol Clerk chose Correct,",
        "What is known of the case Request Title Emma Copies 2",
        "1 Examine asked",
        "2 Examine done",
        "Input Answers",
        "What it said Kind proceed",
        "Output Title Emil",
        "Task opened engine Examine",
        "Decided carol Examine",
        "Finished engine Examine",
    ):
        assert text in page


def test_it_links_to_the_open_question(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert f'href="/tasks/{desk.task(case).pk}/" data-key="Enter"' in page
    assert 'name="choice"' not in page
    assert desk.task(case).holder_id == ""


def test_a_failed_step_shows_its_sentence_and_no_traceback(desk: Desk, clerk: Client) -> None:
    case = desk.request(breaks=True)
    page = words_of(clerk.get(f"/cases/{case.pk}/"))
    assert "incident at “Examine”: Something went wrong that nobody foresaw" in page
    assert case.step_runs.get(state="failed").error in page
    assert "Traceback" not in page


def test_a_case_of_an_unknown_version_can_still_be_read(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    Case.objects.filter(pk=case.pk).update(version=9)
    assert "Unclear R-1 · Rita What is “Emma”?" in words_of(clerk.get(f"/cases/{case.pk}/"))
    assert "can't be answered here" in words_of(clerk.get(f"/tasks/{desk.task(case).pk}/"))


def test_it_costs_the_same_with_a_short_and_with_a_long_history(
    desk: Desk, clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    short, long = desk.request(), desk.request()
    for title in ("", " ", "  ", "   "):
        long = answered(desk, long, "correct", values={"copies": f"1{title}".strip()})
    assert long.step_runs.count() == 5
    clerk.get(f"/cases/{short.pk}/")
    for case in (short, long):
        with django_assert_num_queries(8):  # 3 for the login, 4 of the engine's tables, 1 of the process
            clerk.get(f"/cases/{case.pk}/")


def test_it_is_for_people_with_a_role_and_changes_nothing(desk: Desk, clerk: Client, client: Client) -> None:
    address = f"/cases/{desk.request().pk}/"
    assert client.get(address).status_code == 302
    assert login("nora").get(address).status_code == 403
    assert clerk.post(address).status_code == 405
    assert clerk.get("/cases/99999999/").status_code == 404
