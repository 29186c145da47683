"""The next question of my view."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, words_of
from tests.exceptions_queue.queue_reading import actor_of
from workflow import clock, engine
from workflow.models import Case, Task

pytestmark = pytest.mark.django_db
CAROL, DAN = actor_of("carol", "clerk"), actor_of("dan", "clerk")


@pytest.fixture
def three(desk: Desk) -> list[int]:
    """The tasks of R-1 to R-3."""
    amounts = {"R-1": "10", "R-2": "30", "R-3": "20"}
    return [desk.task(desk.request(number=number, amount=amounts[number])).pk for number in amounts]


def following(client: Client, query: str = "") -> str:
    return str(client.get(f"/queue/next/{query}").headers["Location"])


def test_it_leads_to_the_first_question_and_takes_its_lease(three: list[int], clerk: Client) -> None:
    assert following(clerk) == f"/tasks/{three[0]}/"
    task = Task.objects.get(pk=three[0])
    assert task.held_by(clock.now()) == "carol"
    assert not Task.objects.filter(pk__in=three[1:], held_until__isnull=False).exists()


def test_it_keeps_the_view_and_its_order(three: list[int], clerk: Client) -> None:
    view = "party=rita&order=-amount"
    assert following(clerk, f"?{view}") == f"/tasks/{three[1]}/?{view}"
    assert following(clerk, f"?{view}&after={three[1]}") == f"/tasks/{three[2]}/?{view}"
    assert following(clerk, f"?{view}&after={three[2]}") == f"/tasks/{three[0]}/?{view}"


@pytest.mark.parametrize("order", ["holder", "-holder", "attempts", "-due"])
def test_going_through_the_view_comes_to_each_once(three: list[int], clerk: Client, order: str) -> None:
    """Holding a question oneself moves it in no order."""
    seen, after = [], ""
    for _ in three:
        task_id = following(clerk, f"?order={order}{after}").split("/")[2]
        seen.append(int(task_id))
        after = f"&after={task_id}"
    assert sorted(seen) == three
    assert following(clerk, f"?order={order}{after}") == f"/queue/?order={order}"


def test_it_skips_what_others_hold_what_is_theirs_and_what_is_snoozed(desk: Desk, clerk: Client) -> None:
    tasks = [desk.task(desk.request(number=f"R-{index}")).pk for index in range(4)]
    now = clock.now()
    engine.hold(tasks[0], actor=DAN, now=now)
    engine.assign(tasks[1], DAN, actor=CAROL, now=now)
    engine.snooze(tasks[2], actor=CAROL, now=now, until=now + timedelta(hours=1))
    for query in ("", "?whose=all", "?snoozed=with"):
        assert following(clerk, query).startswith(f"/tasks/{tasks[3]}/")
    assert following(clerk, "?holder=dan&whose=all").startswith(f"/tasks/{tasks[1]}/"), "asked for by name"


def test_a_lease_that_has_run_out_is_free(three: list[int], clerk: Client) -> None:
    engine.hold(three[0], actor=DAN, now=clock.now() - timedelta(hours=1))
    assert following(clerk) == f"/tasks/{three[0]}/"


def test_each_is_given_what_their_role_answers(desk: Desk, clerk: Client, approver: Client) -> None:
    task = desk.task(desk.request(unclear=False, precious="rita"))
    assert following(clerk, "?whose=all") == "/queue/?whose=all"
    assert following(approver, "?whose=all") == f"/tasks/{task.pk}/?whose=all"


def test_the_end_of_the_view_says_so(three: list[int], clerk: Client) -> None:
    page = words_of(clerk.get(f"/queue/next/?after={three[2]}", follow=True))
    assert "That was the last question of this view. Those above it are still open." in page
    for task_id in three:
        engine.decide(task_id, "accept", actor=CAROL, now=clock.now())
    page = words_of(clerk.get(f"/queue/next/?after={three[2]}", follow=True))
    assert "That was the last question of this view. Nothing is left for you in it." in page
    page = words_of(clerk.get("/queue/next/", follow=True))
    assert "Nothing is free for you in this view just now." in page


def test_it_goes_on_behind_an_answered_question(three: list[int], clerk: Client) -> None:
    engine.decide(three[0], "accept", actor=CAROL, now=clock.now())
    assert following(clerk, f"?after={three[0]}") == f"/tasks/{three[1]}/"


def test_somebody_quicker_only_moves_it_on(three: list[int], clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between finding a question and taking it another clerk takes it."""
    hold = engine.hold

    def beaten(task_id: int, **arguments: Any) -> Task:
        if task_id == three[0]:
            hold(task_id, actor=DAN, now=clock.now())
        return hold(task_id, **arguments)

    monkeypatch.setattr(engine, "hold", beaten)
    assert following(clerk) == f"/tasks/{three[1]}/"
    assert Task.objects.get(pk=three[0]).holder_id == "dan"


def test_who_answers_nothing_is_given_nothing(three: list[int], auditor: Client) -> None:
    assert following(auditor) == "/queue/?whose=all"
    assert not Task.objects.filter(held_until__isnull=False).exists()


def test_what_can_be_answered_in_no_way_is_passed_over(desk: Desk, clerk: Client) -> None:
    """More than are looked at together; of a version that this release doesn't know."""
    for index in range(25):
        desk.request(number=f"R-{index}")
    Case.objects.update(version=9)
    last = desk.task(desk.request(number="R-99")).pk
    assert following(clerk) == f"/tasks/{last}/"
    assert Task.objects.filter(held_until__isnull=False).count() == 1
