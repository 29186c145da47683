"""One deed for several rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.queue_reading import actor_of
from workflow import clock, engine
from workflow.models import Event, Task

pytestmark = pytest.mark.django_db
CAROL, DAN = actor_of("carol", "clerk"), actor_of("dan", "clerk")


@pytest.fixture
def three(desk: Desk) -> list[int]:
    """The tasks of R-1 to R-3."""
    return [desk.task(desk.request(number=f"R-{index}")).pk for index in (1, 2, 3)]


def told(client: Client, tasks: list[int], do: str, query: str = "", **more: Any) -> str:
    """What the page says that one comes to."""
    response = client.post(f"/queue/selected/{query}", {"task": tasks, "do": do, **more}, follow=True)
    return words_of(response)


def assignees() -> list[str]:
    return list(Task.objects.order_by("id").values_list("assignee_id", flat=True))


def test_rows_are_assigned_to_me(three: list[int], clerk: Client) -> None:
    assert "2 questions assigned to you." in told(clerk, three[:2], "mine")
    assert assignees() == ["carol", "carol", ""]
    assert Event.objects.filter(kind="assigned", actor="carol").count() == 2


def test_each_row_has_its_own_result(three: list[int], clerk: Client) -> None:
    engine.hold(three[0], actor=DAN, now=clock.now())
    engine.decide(three[1], "accept", actor=CAROL, now=clock.now())
    page = told(clerk, three, "mine")
    assert "1 question assigned to you." in page
    assert "R-1: Dan has" in page
    assert "R-2: Task" in page
    assert assignees() == ["", "", "carol"]


def test_somebody_else_is_chosen_from_those_who_may_answer(three: list[int], clerk: Client) -> None:
    for name, role in (("dan", "clerk"), ("anna", "approver"), ("eve", "clerk")):
        login(name, role)
    page = clerk.post("/queue/selected/?party=rita", {"task": three[:2], "do": "assign"}).content.decode()
    assert "Assign 2 questions" in page
    assert page.count("<option") == 3
    for login_name, name in (("carol", "Carol"), ("dan", "Dan"), ("eve", "Eve")):
        assert f'<option value="{login_name}">{name}</option>' in page
    assert assignees() == ["", "", ""]
    said = told(clerk, three[:2], "assign", "?party=rita", to="dan", note="you know them")
    assert "2 questions assigned to Dan." in said
    assert "With rita" in said, "the view is kept"
    assert assignees() == ["dan", "dan", ""]
    assert Event.objects.filter(kind="assigned").first().data["note"] == "you know them"  # type: ignore[union-attr]


def test_nobody_is_given_what_they_may_not_answer(three: list[int], clerk: Client) -> None:
    login("anna", "approver")
    assert "R-1: Anna does not have the role clerk" in told(clerk, three[:1], "assign", to="anna")
    assert "Choose a person from the list" in told(clerk, three[:1], "assign", to="nobody")
    assert assignees() == ["", "", ""]


def test_rows_are_snoozed_until_a_time_at_hand_or_another(three: list[int], clerk: Client) -> None:
    until = (clock.now() + timedelta(hours=1)).astimezone(UTC).isoformat(timespec="minutes")
    assert "2 questions snoozed until" in told(clerk, three[:2], f"snooze {until}")
    assert set(Task.objects.filter(pk__in=three[:2]).values_list("snoozed_until", flat=True)) == {
        datetime.fromisoformat(until)
    }
    typed = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT08:00")
    assert "1 question snoozed until" in told(clerk, three[2:], "snooze", typed=typed)
    assert Task.objects.get(pk=three[2]).snoozed_until is not None
    assert "1 question snoozed until" in told(clerk, three[:1], "", typed=typed), "Enter after the time"
    assert "Nothing waits for you." in told(clerk, [], "mine")


@pytest.mark.parametrize(
    ("do", "more", "problem"),
    [
        ("snooze", {"typed": ""}, "Say until when"),
        ("snooze", {"typed": "2020-01-01"}, "has passed already"),
        ("snooze x", {}, "Say until when"),
        ("pay", {}, "Press one of the buttons"),
        ("", {}, "Press one of the buttons"),
    ],
)
def test_what_can_not_be_done_says_so(
    three: list[int], clerk: Client, do: str, more: dict[str, str], problem: str
) -> None:
    assert problem in told(clerk, three, do, **more)
    assert not Task.objects.filter(version__gt=0).exists()


def test_rows_are_released(three: list[int], clerk: Client) -> None:
    now = clock.now()
    engine.hold(three[0], actor=CAROL, now=now)
    engine.assign(three[1], CAROL, actor=CAROL, now=now)
    page = told(clerk, three, "release")
    assert "2 questions released." in page
    assert "R-3: There is nothing to release" in page
    assert assignees() == ["", "", ""]
    assert Task.objects.get(pk=three[0]).held_by(now) == ""


def test_a_snoozed_row_comes_back_when_it_is_released(three: list[int], clerk: Client) -> None:
    now = clock.now()
    engine.snooze(three[0], actor=CAROL, now=now, until=now + timedelta(hours=1))
    assert "1 question released." in told(clerk, three[:1], "release")
    assert Task.objects.get(pk=three[0]).snoozed_until is None


def test_the_same_sentence_is_read_once_for_all_its_rows(three: list[int], clerk: Client) -> None:
    page = told(clerk, three, "release")
    assert page.count("There is nothing to release") == 1
    assert "R-1, R-2, R-3: There is nothing to release" in page


@pytest.mark.parametrize("tasks", [[], ["x"], ["9" * 30], ["0"]])
def test_without_a_row_it_asks_for_one(three: list[int], clerk: Client, tasks: list[Any]) -> None:
    assert "Select one question or more" in told(clerk, tasks, "mine")


def test_who_may_not_answer_changes_nothing(three: list[int], auditor: Client) -> None:
    page = told(auditor, three, "mine")
    assert page.count("R-") >= 3
    assert assignees() == ["", "", ""]
    assert auditor.get("/queue/selected/").status_code == 405


def test_a_form_without_its_token_changes_nothing(three: list[int]) -> None:
    client = login("carol", "clerk")
    client.handler.enforce_csrf_checks = True
    assert client.post("/queue/selected/", {"task": three, "do": "mine"}).status_code == 403
    assert assignees() == ["", "", ""]
