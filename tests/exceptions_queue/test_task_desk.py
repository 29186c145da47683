"""Hold, keep, release, assign, snooze and escalate, as a script asks for them and as a form does."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.queue_reading import actor_of
from workflow import clock, engine
from workflow.models import Task

pytestmark = pytest.mark.django_db
CAROL, DAN = actor_of("carol", "clerk"), actor_of("dan", "clerk")
SCRIPT, FORM = "cors", "navigate"
QUEUE_BULK = reverse("queue_bulk")


@pytest.fixture
def task(desk: Desk) -> Task:
    return desk.task(desk.request())


def ask(client: Client, task: Task, what: str, data: dict[str, str] | None = None, *, mode: str = SCRIPT) -> Any:
    return client.post(f"/tasks/{task.pk}/{what}/", data or {}, headers={"Sec-Fetch-Mode": mode})


def test_a_script_takes_keeps_and_releases_the_lease(task: Task, clerk: Client) -> None:
    held = ask(clerk, task, "hold").json()
    assert held | {"held_until": ""} == {"ok": True, "state": "open", "holder": "Carol", "held_until": "", "version": 0}
    assert datetime.fromisoformat(held["held_until"]) > clock.now() + timedelta(minutes=9)
    kept = ask(clerk, task, "beat").json()
    assert kept["held_until"] > held["held_until"]
    assert ask(clerk, task, "release").json() == {
        "ok": True, "state": "open", "holder": "", "held_until": None, "version": 0,
    }  # fmt: skip
    assert Task.objects.get(pk=task.pk).held_by(clock.now()) == ""


def test_where_another_holds_it_the_answer_is_who_and_until_when(task: Task, clerk: Client) -> None:
    until = engine.hold(task.pk, actor=DAN, now=clock.now()).held_until
    for what in ("hold", "beat", "assign", "snooze"):
        response = ask(clerk, task, what, {"to": "me", "until": (clock.now() + timedelta(hours=1)).isoformat()})
        assert response.status_code == 409, what
        told = response.json()
        assert "Dan has" in told["error"]
        assert (told["ok"], told["holder"], told["held_until"]) == (False, "Dan", until.isoformat())  # type: ignore[union-attr]
    assert ask(clerk, task, "release").json()["holder"] == "Dan", "somebody else's lease is left alone"


def test_a_manager_may_take_over_but_only_when_that_is_said(desk: Desk, task: Task) -> None:
    engine.hold(task.pk, actor=DAN, now=clock.now())
    manager = login("mia", "manager", "clerk")
    assert ask(manager, task, "hold").status_code == 409
    assert ask(manager, task, "hold", {"take_over": "1"}).json()["holder"] == "Mia"


def test_a_lost_lease_is_a_conflict(task: Task, clerk: Client) -> None:
    response = ask(clerk, task, "beat")
    assert (response.status_code, response.json()["ok"]) == (409, False)
    assert "Open it again" in response.json()["error"]


def test_a_question_is_given_to_a_person_and_back(task: Task, clerk: Client) -> None:
    login("dan", "clerk")
    for to, whose in (("me", "carol"), ("dan", "dan"), ("", "")):
        assert ask(clerk, task, "assign", {"to": to, "note": "because"}).json()["ok"]
        assert Task.objects.get(pk=task.pk).assignee_id == whose
    assert ask(clerk, task, "assign", {"to": "nobody"}).status_code == 422
    assert Task.objects.get(pk=task.pk).version == 3


def test_a_question_is_put_away_and_fetched_back(task: Task, clerk: Client) -> None:
    until = clock.now() + timedelta(hours=3)
    assert ask(clerk, task, "snooze", {"until": until.isoformat()}).json()["ok"]
    assert Task.objects.get(pk=task.pk).snoozed_until == until
    assert ask(clerk, task, "snooze", {"until": ""}).json()["ok"]
    assert Task.objects.get(pk=task.pk).snoozed_until is None
    response = ask(clerk, task, "snooze", {"typed": "soon"})
    assert (response.status_code, response.json()["error"][:14]) == (422, "Say until when")


def test_the_next_level_is_told(task: Task, clerk: Client) -> None:
    assert ask(clerk, task, "escalate", {"note": "too much for me"}).json()["ok"]
    assert Task.objects.get(pk=task.pk).sla_percent > 0


def test_a_form_is_sent_back_to_where_it_stood(task: Task, clerk: Client) -> None:
    response = ask(clerk, task, "assign", {"to": "me", "back": "/queue/?party=rita"}, mode=FORM)
    assert response.headers["Location"] == "/queue/?party=rita"
    assert "Assigned." in words_of(clerk.get("/queue/"))
    for back in ("https://example.com/", "//example.com/", "javascript:alert(1)", "queue", ""):
        response = ask(clerk, task, "release", {"back": back}, mode=FORM)
        assert response.headers["Location"] == f"/tasks/{task.pk}/"


def test_a_form_is_told_why_not(task: Task, clerk: Client) -> None:
    engine.hold(task.pk, actor=DAN, now=clock.now())
    response = clerk.post(f"/tasks/{task.pk}/assign/", {"to": "me", "back": "/queue/"}, follow=True)
    assert "Dan has" in words_of(response)
    assert Task.objects.get(pk=task.pk).assignee_id == ""


WHATS = ("hold", "beat", "assign", "snooze", "escalate")


@pytest.mark.parametrize("what", WHATS)
def test_who_has_not_the_role_is_refused(task: Task, auditor: Client, what: str) -> None:
    until = (clock.now() + timedelta(hours=1)).isoformat()
    response = ask(auditor, task, what, {"to": "audrey", "until": until, "note": "x"})
    assert response.status_code in (403, 409)
    assert response.json()["ok"] is False
    fresh = Task.objects.get(pk=task.pk)
    assert (fresh.version, fresh.holder_id, fresh.sla_percent) == (0, "", 0)


@pytest.mark.parametrize("what", WHATS)
def test_what_is_closed_or_not_there_is_said(task: Task, clerk: Client, what: str) -> None:
    engine.decide(task.pk, "accept", actor=CAROL, now=clock.now())
    until = (clock.now() + timedelta(hours=1)).isoformat()
    assert ask(clerk, task, what, {"to": "me", "until": until, "note": "x"}).status_code == 409
    task.pk = 99_999_999
    assert ask(clerk, task, what, {"to": "me", "until": until, "note": "x"}).status_code == 404


@pytest.mark.parametrize("what", [*WHATS, "release"])
def test_each_wants_a_post_a_login_and_the_token(task: Task, clerk: Client, client: Client, what: str) -> None:
    address = f"/tasks/{task.pk}/{what}/"
    assert clerk.get(address).status_code == 405
    assert client.post(address).headers["Location"] == f"/login/?next={address}"
    strict = login("carol", "clerk")
    strict.handler.enforce_csrf_checks = True
    assert strict.post(address, headers={"Sec-Fetch-Mode": SCRIPT}).status_code == 403


def test_a_beacon_brings_its_token_in_the_form(task: Task) -> None:
    """`sendBeacon` can set no header."""
    client = login("carol", "clerk")
    ask(client, task, "hold")
    client.handler.enforce_csrf_checks = True
    client.get("/queue/")
    token = client.cookies["csrftoken"].value
    response = client.post(
        f"/tasks/{task.pk}/release/", {"csrfmiddlewaretoken": token}, headers={"Sec-Fetch-Mode": "no-cors"}
    )
    assert response.json()["holder"] == ""
    assert Task.objects.get(pk=task.pk).holder_id == ""


def test_a_question_is_given_to_a_colleague_from_its_own_page(task: Task, clerk: Client) -> None:
    login("dan", "clerk")
    page = clerk.get(f"/tasks/{task.pk}/").content.decode()
    assert f'<input type="hidden" name="task" value="{task.pk}"><button class="quiet" name="do" value="assign">' in page
    whom = clerk.post(QUEUE_BULK, {"task": task.pk, "do": "assign"})
    assert 'value="dan"' in whom.content.decode()
    clerk.post(QUEUE_BULK, {"task": task.pk, "do": "assign", "to": "dan"})
    assert Task.objects.get(pk=task.pk).assignee_id == "dan"


def test_what_is_put_off_says_that_a_change_brings_it_back(task: Task, clerk: Client) -> None:
    Task.objects.filter(pk=task.pk).update(wakes_on=["scales"])
    assert "Until something changes, at the latest" in words_of(clerk.get(f"/tasks/{task.pk}/"))
    ask(clerk, task, "snooze", {"until": (clock.now() + timedelta(hours=3)).isoformat()})
    assert "Put away until something changes, at the latest" in words_of(clerk.get(f"/tasks/{task.pk}/"))
