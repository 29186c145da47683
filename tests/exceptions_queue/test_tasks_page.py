"""The list of open questions: who sees which, in which order, at which cost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from exceptions_queue import keyset
from tests.exceptions_queue.conftest import Desk, login, words_of
from workflow.models import Task

pytestmark = pytest.mark.django_db
Counted = Callable[..., object]


def numbers(client: Client, address: str = "/") -> list[str]:
    return re.findall(r">(R-\d+)</a>", client.get(address).content.decode())


def test_it_shows_the_question_with_everything_needed_to_choose(desk: Desk, clerk: Client) -> None:
    case = desk.request(amount="1234.5", due_on="2026-03-09")
    response = clerk.get("/")
    assert f'href="/tasks/{desk.task(case).pk}/"' in response.content.decode()
    page = words_of(response)
    for text in (
        "R-1",
        "Rita",
        "1,234.50 GBP",
        "due 9 Mar 2026",
        "The request can't be made out",
        "What is “Emma”? Lend it for 3 weeks?",
        "in 3 h 59 min",
    ):
        assert text in page


def test_each_role_sees_its_own_and_may_look_at_all(desk: Desk, clerk: Client, approver: Client) -> None:
    desk.request(number="R-1")
    desk.request(number="R-2", unclear=False, precious="rita")
    assert (numbers(clerk), numbers(approver)) == (["R-1"], ["R-2"])
    assert numbers(clerk, "/?show=all") == ["R-2", "R-1"]


def test_who_answers_nothing_sees_all(desk: Desk, auditor: Client) -> None:
    desk.request()
    assert numbers(auditor) == ["R-1"]


def test_it_says_when_nothing_is_open(desk: Desk, clerk: Client, auditor: Client) -> None:
    assert "Nothing waits for you." in clerk.get("/").content.decode()
    assert "Nothing is open." in auditor.get("/").content.decode()


def test_the_most_urgent_come_first(desk: Desk, clerk: Client) -> None:
    desk.request(number="R-1")
    desk.request(number="R-2", amount="10")
    desk.request(number="R-3", amount="900", due_on="2026-03-10")
    desk.request(number="R-4", amount="20", due_on="2026-03-10")
    desk.request(number="R-5", amount="5", due_on="2026-03-09")
    desk.request(number="R-6")
    same = Task.objects.earliest("opened_at").opened_at
    Task.objects.update(opened_at=same)
    Task.objects.filter(case__number="R-6").update(opened_at=same - timedelta(hours=5))
    assert numbers(clerk) == ["R-6", "R-5", "R-3", "R-4", "R-2", "R-1"]
    assert "late by 1 h" in words_of(clerk.get("/"))


def test_pages_follow_each_other_without_gap_or_repetition(
    desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset.page_of, "__defaults__", (2,))
    expected = [f"R-{index}" for index in range(1, 6)]
    for number in expected:
        desk.request(number=number, amount="7" if number == "R-4" else "8")
    Task.objects.update(opened_at=Task.objects.earliest("opened_at").opened_at)
    seen, address = [], "/"
    while address:
        seen += numbers(clerk, address)
        following = re.search(r'href="(\?after=\d+)" rel="next"', clerk.get(address).content.decode())
        address = f"/{following.group(1)}" if following else ""
    assert seen == ["R-1", "R-2", "R-3", "R-5", "R-4"]


@pytest.mark.parametrize("after", ["0", "99999999999999999999999", "x", "-1", ""])
def test_an_address_that_points_nowhere_begins_at_the_top(desk: Desk, clerk: Client, after: str) -> None:
    desk.request()
    assert numbers(clerk, f"/?after={after}") == ["R-1"]


def test_it_costs_the_same_with_one_question_and_with_many(
    desk: Desk, clerk: Client, django_assert_num_queries: Counted
) -> None:
    desk.request()
    clerk.get("/")
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        clerk.get("/")
    for _ in range(20):
        desk.request()
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        clerk.get("/")


def test_a_process_that_this_release_no_longer_knows_shows_its_codes(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    type(case).objects.filter(pk=case.pk).update(version=9)
    assert "<strong>Unclear</strong>" in clerk.get("/").content.decode()


def test_login_and_a_role_are_needed(desk: Desk, client: Client) -> None:
    assert client.get("/").headers["Location"] == "/login/?next=/"
    refused = login("nora").get("/")
    assert refused.status_code == 403
    assert "You have no role yet" in refused.content.decode()
    assert login("olaf", "visitor").get("/").status_code == 403


def test_it_changes_nothing_by_post(desk: Desk, clerk: Client) -> None:
    assert clerk.post("/").status_code == 405
