"""The orders of the queue: what comes first in each, and that pages follow each other in each."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from exceptions_queue import keyset
from exceptions_queue.queue_orders import ORDERS
from tests.exceptions_queue.conftest import Desk
from tests.exceptions_queue.queue_reading import actor_of, numbers
from workflow import clock, engine
from workflow.models import StepRun, Task

pytestmark = pytest.mark.django_db


def same_clock() -> None:
    """All asked at the same moment."""
    first = Task.objects.earliest("id")
    Task.objects.update(opened_at=first.opened_at, answer_by=first.answer_by)


def test_money_at_risk_comes_first(desk: Desk, clerk: Client) -> None:
    desk.request(number="R-1")
    desk.request(number="R-2", amount="10")
    desk.request(number="R-3", amount="900", due_on="2026-03-10")
    desk.request(number="R-4", amount="20", due_on="2026-03-10")
    desk.request(number="R-5", amount="5", due_on="2026-03-09")
    desk.request(number="R-6")
    same_clock()
    earlier = Task.objects.latest("id").answer_by - timedelta(hours=5)
    Task.objects.filter(case__number="R-6").update(answer_by=earlier)
    urgent = ["R-6", "R-5", "R-3", "R-4", "R-2", "R-1"]
    assert numbers(clerk) == urgent
    assert numbers(clerk, "/queue/?order=-due") == urgent[::-1]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("number", ["R-1", "R-2", "R-3"]),
        ("-number", ["R-3", "R-2", "R-1"]),
        ("party", ["R-3", "R-1", "R-2"]),
        ("amount", ["R-3", "R-2", "R-1"]),
        ("-amount", ["R-1", "R-2", "R-3"]),
        ("reason", ["R-1", "R-3", "R-2"]),
        ("-reason", ["R-2", "R-3", "R-1"]),
        ("age", ["R-2", "R-1", "R-3"]),
        ("-age", ["R-3", "R-1", "R-2"]),
        ("holder", ["R-3", "R-2", "R-1"]),
        ("attempts", ["R-1", "R-3", "R-2"]),
        ("-attempts", ["R-2", "R-3", "R-1"]),
    ],
)
def test_other_orders_go_by_a_column_and_then_by_urgency(
    desk: Desk, clerk: Client, order: str, expected: list[str]
) -> None:
    cases = {
        "R-1": desk.request(number="R-1", party="Bea", amount="30"),
        "R-2": desk.request(number="R-2", party="Cleo", amount="20", unclear=False, precious="rita"),
        "R-3": desk.request(number="R-3", party="Ada"),
    }
    tasks = {number: desk.task(case) for number, case in cases.items()}
    for number, hours in (("R-2", 2), ("R-1", 1)):
        Task.objects.filter(pk=tasks[number].pk).update(opened_at=tasks[number].opened_at - timedelta(hours=hours))
    for number, name in (("R-1", "zoe"), ("R-2", "bob")):
        role = tasks[number].role
        engine.hold(tasks[number].pk, actor=actor_of(name, role), now=clock.now())
    StepRun.objects.filter(pk=tasks["R-2"].step_run_id).update(attempt=3)
    assert numbers(clerk, f"/queue/?whose=all&order={order}") == expected


def pages(client: Client, address: str) -> list[str]:
    """The numbers on all pages, following the link to the next."""
    seen: list[str] = []
    for _ in range(20):
        page = client.get(address).content.decode()
        seen += re.findall(r"><bdi>(R-\d+)</bdi></a>", page)
        following = re.search(r'href="(/queue/\?[^"]*after=\d+)" rel="next"', page)
        if not following:
            return seen
        address = following.group(1).replace("&amp;", "&")
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("code", ORDERS)
def test_pages_follow_each_other_without_gap_or_repetition(
    desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    for index in range(7):
        amount = {} if index == 2 else {"amount": str(7 + index % 2)}
        desk.request(number=f"R-{index}", party="Rita" if index % 3 else "", **amount)
    same_clock()
    orders = ("" if code == "due" else code, f"-{code}")
    whole = {order: numbers(clerk, f"/queue/?order={order}") for order in orders}
    monkeypatch.setattr(keyset.page_of, "__defaults__", (2,))
    for order, expected in whole.items():
        assert len(set(expected)) == 7
        assert pages(clerk, f"/queue/?order={order}") == expected


def test_a_page_goes_on_behind_a_question_that_was_answered_meanwhile(
    desk: Desk, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset.page_of, "__defaults__", (2,))
    for index in range(1, 5):
        desk.request(number=f"R-{index}")
    same_clock()
    second = Task.objects.get(case__number="R-2")
    engine.decide(second.pk, "accept", actor=actor_of("carol", "clerk"), now=clock.now())
    assert numbers(clerk, f"/queue/?after={second.pk}") == ["R-3", "R-4"]


@pytest.mark.parametrize("after", ["0", "99999999999999999999999", "x", "-1", ""])
def test_an_address_that_points_nowhere_begins_at_the_top(desk: Desk, clerk: Client, after: str) -> None:
    desk.request()
    assert numbers(clerk, f"/queue/?after={after}") == ["R-1"]


def test_a_click_on_a_head_orders_and_a_second_one_turns_round(desk: Desk, clerk: Client) -> None:
    desk.request()

    def head(query: str, code: str) -> str:
        page = clerk.get(f"/queue/{query}").content.decode()
        return re.search(rf'class="of-{code}[^"]*"([^>]*><a href="[^"]*")', page).group(1)  # type: ignore[union-attr]

    assert head("", "due") == ' aria-sort="ascending"><a href="/queue/?order=-due"'
    assert head("?order=-due", "due") == ' aria-sort="descending"><a href="/queue/"'
    assert head("", "amount") == '><a href="/queue/?order=-amount"'
    assert head("?order=-amount&party=rita", "amount") == (
        ' aria-sort="descending"><a href="/queue/?party=rita&amp;order=amount"'
    )
    assert head("?order=amount", "number") == '><a href="/queue/?order=number"'


def test_an_unknown_order_is_said_and_the_usual_one_taken(desk: Desk, clerk: Client) -> None:
    desk.request()
    response = clerk.get("/queue/?order=case__subject")
    assert response.status_code == 422
    assert "Order: Select a valid choice." in response.content.decode()
    assert "<bdi>R-1</bdi>" in response.content.decode()
