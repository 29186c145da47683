"""Where a case stands, asked for again and again while it runs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.test_hostile_text import HOSTILE
from workflow import clock, engine
from workflow.models import Case
from workflow.people import Actor

pytestmark = pytest.mark.django_db
CAROL = Actor(id="carol", name="Carol Clerk", roles=frozenset({"clerk"}))


def begun(**subject: Any) -> Case:
    now = clock.now()
    return engine.start("lending", subject={"title": "Emma", **subject}, received_at=now, now=now)


def fragment(client: Client, case: Case) -> tuple[int, str]:
    response = client.get(f"/cases/{case.pk}/live/", headers={"HX-Request": "true"})
    return response.status_code, response.content.decode()


def test_a_running_case_is_asked_for_again_until_it_rests(desk: Desk, clerk: Client) -> None:
    case = begun()
    status, page = fragment(clerk, case)
    assert (status, "<html" in page) == (200, False)
    assert f'hx-get="/cases/{case.pk}/live/" hx-trigger="every 2s" hx-swap="outerHTML"' in page
    assert "Examine: due" in page
    desk.run(case)
    status, page = fragment(clerk, case)
    assert (status, "hx-get" in page) == (286, False)
    assert "Examine: done" in page
    assert f'<a href="/cases/{case.pk}/">Show the whole case as it is now</a>' in page


def test_a_case_that_asks_leads_to_its_question(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    status, page = fragment(clerk, case)
    assert status == 286
    assert f'<a href="/tasks/{desk.task(case).pk}/">Open the question</a>' in page
    assert "waiting at “Examine”: The request can't be made out" in words_of_part(page)
    assert "asked: The request can't be made out" in words_of_part(page)


def test_an_answered_case_runs_again_while_it_can_still_be_undone(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    engine.decide(desk.task(case).pk, "accept", actor=CAROL, now=clock.now())
    assert fragment(clerk, case)[0] == 200


def test_the_page_of_a_case_holds_the_same_part(desk: Desk, clerk: Client) -> None:
    case = begun()
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert f'hx-get="/cases/{case.pk}/live/"' in page
    assert page.count('<svg class="wide"') == page.count('<svg class="tall"') == 1
    desk.run(case)
    assert "hx-get" not in clerk.get(f"/cases/{case.pk}/").content.decode().partition('id="live"')[2].partition(">")[0]


def test_the_drawing_says_in_words_what_it_shows(desk: Desk, clerk: Client) -> None:
    page = words_of_part(fragment(clerk, desk.request())[1])
    assert "1 steps, 1 of them reached. The case is waiting at “Examine”." in page
    assert "Examine: asks (the case stands here), took 0." in page


def words_of_part(part: str) -> str:
    class Part:
        content = f"<main>{part}".encode()

    return words_of(Part)


def test_a_process_that_is_not_known_any_more_is_no_trouble(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    Case.objects.filter(pk=case.pk).update(version=9)
    status, page = fragment(clerk, case)
    assert (status, "<svg" in page) == (286, False)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cause_is_text(desk: Desk, clerk: Client, text: str) -> None:
    case = desk.request(unclear=False)
    Case.objects.filter(pk=case.pk).update(cause=text)
    _, page = fragment(clerk, case)
    assert text in words_of_part(page) or " ".join(text.split()) in words_of_part(page)
    assert "<script" not in page
    assert "<img" not in page


def test_it_costs_four_queries_however_long_the_history(
    desk: Desk, clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    short, long = desk.request(), desk.request()
    for copies in range(4):
        engine.decide(desk.task(long).pk, "correct", actor=CAROL, now=clock.now(), values={"copies": str(copies)})
        long = desk.run(long)
    fragment(clerk, short)
    for case in (short, long):
        with django_assert_num_queries(4):  # 3 for the login
            fragment(clerk, case)


def test_it_is_for_people_with_a_role_and_changes_nothing(desk: Desk, clerk: Client, client: Client) -> None:
    address = f"/cases/{desk.request().pk}/live/"
    assert client.get(address).status_code == 302
    assert login("nora").get(address).status_code == 403
    assert clerk.post(address).status_code == 405
    assert clerk.get("/cases/99999999/live/").status_code == 404
