"""What I answered: newest first, to be taken back while that is possible."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from exceptions_queue import keyset
from tests.exceptions_queue.conftest import Desk, login, words_of
from workflow import clock, engine
from workflow.models import Decision
from workflow.people import Actor

pytestmark = pytest.mark.django_db

CAROL = Actor("carol", "Carol", frozenset({"clerk"}))


def answered(desk: Desk, number: str = "R-1", *, seconds: int = 60, actor: Actor = CAROL, note: str = "") -> Decision:
    task = desk.task(desk.request(number=number))
    delay = timedelta(seconds=seconds)
    return engine.decide(task.pk, "accept", actor=actor, now=clock.now(), delay=delay, note=note)


def test_an_answer_can_be_taken_back_until_it_takes_effect(desk: Desk, clerk: Client) -> None:
    decision = answered(desk, note="as agreed")
    response = clerk.get("/activity/")
    page = words_of(response)
    for text in ("R-1", "Rita", "Lend it", "The request can't be made out", "as agreed", "Undo"):
        assert text in page
    assert f'action="/decisions/{decision.pk}/undo/"' in response.content.decode()
    clerk.post(f"/decisions/{decision.pk}/undo/")
    assert "Taken back. Asked again" in words_of(clerk.get("/activity/"))


def test_afterwards_it_leads_to_what_is_still_possible(desk: Desk, clerk: Client) -> None:
    decision = answered(desk, seconds=0)
    page = clerk.get("/activity/").content.decode()
    assert "/undo/" not in page
    assert f'href="/cases/{decision.case_id}/#acts"' in page


def test_who_took_it_back_is_said_where_it_was_another(desk: Desk, clerk: Client) -> None:
    decision = answered(desk)
    engine.undo(decision.pk, actor=Actor("maud", "Maud", frozenset({"manager"})), now=clock.now())
    assert "Taken back by Maud." in words_of(clerk.get("/activity/"))


def test_it_shows_ones_own_answers_only(desk: Desk, clerk: Client) -> None:
    answered(desk)
    assert "You have not answered anything yet." in words_of(login("olga", "clerk").get("/activity/"))


def test_pages_follow_each_other(desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset.page_of, "__defaults__", (2,))
    for number in range(5):
        answered(desk, f"R-{number}")
    seen: list[str] = []
    address = "/activity/"
    while address:
        page = clerk.get(address).content.decode()
        seen += re.findall(r">(R-\d)</a>", page)
        following = re.search(r'href="(\?before=\d+)" rel="next"', page)
        address = f"/activity/{following.group(1)}" if following else ""
    assert seen == ["R-4", "R-3", "R-2", "R-1", "R-0"]


@pytest.mark.parametrize("before", ["0", "x", "-1", "", "9" * 30, "99999999999999999999"])
def test_an_address_that_points_nowhere_begins_at_the_top(desk: Desk, clerk: Client, before: str) -> None:
    answered(desk)
    assert "R-1" in words_of(clerk.get("/activity/", {"before": before}))


def test_it_costs_the_same_with_one_and_with_many(
    desk: Desk, clerk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    answered(desk)
    clerk.get("/activity/")
    with django_assert_num_queries(4):
        clerk.get("/activity/")
    for number in range(9):
        answered(desk, f"R-{number}")
    with django_assert_num_queries(4):
        clerk.get("/activity/")
