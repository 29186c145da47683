"""The queue: what a row says, who sees which questions, what it says where there are none."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.queue_reading import actor_of, numbers
from workflow import clock, engine
from workflow.models import Task

pytestmark = pytest.mark.django_db


def test_a_row_shows_everything_needed_to_choose(desk: Desk, clerk: Client) -> None:
    case = desk.request(amount="1234.5", due_on="2026-03-09")
    response = clerk.get("/queue/")
    assert f'href="/tasks/{desk.task(case).pk}/"' in response.content.decode()
    page = words_of(response)
    for text in (
        "R-1",
        "Rita",
        "£1,234.50",
        "due 9 Mar 2026",
        "The request can't be made out What is “Emma”? Lend it for 3 weeks?",
        "in 3 h 59 min",
        "asked under a minute ago",
        "1 attempt",
    ):
        assert text in page


def test_the_exact_time_is_there_in_the_persons_zone(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    Task.objects.filter(case=case).update(answer_by="2026-07-06T12:30:00Z")
    clerk.post("/preferences/", {"zone": "Asia/Tokyo", "theme": "auto"})
    page = clerk.get("/queue/").content.decode()
    assert '<time datetime="2026-07-06T21:30:00+09:00">Mon 6 Jul, 21:30</time>' in page


def test_what_presses_stands_out(desk: Desk, clerk: Client) -> None:
    for number, left in (("R-1", -65), ("R-2", 30), ("R-3", 90)):
        case = desk.request(number=number)
        Task.objects.filter(case=case).update(answer_by=clock.now() + timedelta(minutes=left, seconds=5))
    page = clerk.get("/queue/").content.decode()
    for text in ('"due late"><span class="left">1 h 4 min late', '"due soon"><span class="left">in 30 min'):
        assert text in page
    assert '"due "><span class="left">in 1 h 30 min' in page


def test_each_role_sees_its_own_and_may_look_at_all(desk: Desk, clerk: Client, approver: Client) -> None:
    desk.request(number="R-1")
    desk.request(number="R-2", unclear=False, precious="rita")
    assert (numbers(clerk), numbers(approver)) == (["R-1"], ["R-2"])
    assert numbers(clerk, "/queue/?whose=all") == ["R-2", "R-1"]


def test_who_answers_nothing_sees_all_and_selects_nothing(desk: Desk, auditor: Client) -> None:
    desk.request()
    assert numbers(auditor) == ["R-1"]
    page = auditor.get("/queue/").content.decode()
    assert "You read along: 1 open." in page
    assert 'type="checkbox"' not in page
    assert "/queue/next/" not in page


def test_it_says_who_has_a_question_open_and_whose_it_is(desk: Desk, clerk: Client) -> None:
    cases = [desk.request(number=f"R-{index}") for index in range(1, 5)]
    held, mine, others, own = (desk.task(case).pk for case in cases)
    now, carol, dan = clock.now(), actor_of("carol", "clerk"), actor_of("dan", "clerk")
    engine.hold(held, actor=dan, now=now)
    engine.assign(mine, carol, actor=carol, now=now)
    engine.assign(others, dan, actor=carol, now=now)
    engine.hold(own, actor=carol, now=now)
    page = words_of(clerk.get("/queue/?whose=all&order=number"))
    for number, standing in (("R-1", "Open: Dan"), ("R-2", "Yours"), ("R-3", "Dan"), ("R-4", "Open: you")):
        row = page[page.index(f"{number} Rita") :]
        assert row.index(f"ago {standing} 1 attempt") < len(row.split("attempt")[0])


def test_what_was_given_to_another_is_not_mine(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    engine.assign(desk.task(case).pk, actor_of("dan", "clerk"), actor=actor_of("carol", "clerk"), now=clock.now())
    assert numbers(clerk) == []
    assert "Nothing waits for you. 1 open for others" in words_of(clerk.get("/queue/"))
    assert numbers(clerk, "/queue/?whose=all") == ["R-1"]


def test_it_says_when_nothing_is_open(desk: Desk, clerk: Client, auditor: Client) -> None:
    assert "Nothing waits for you." in words_of(clerk.get("/queue/"))
    assert "Nothing is open. Every case goes on by itself." in words_of(auditor.get("/queue/"))
    assert "No question fits. Show all again" in words_of(clerk.get("/queue/?party=x"))
    assert "That was the last one." in words_of(clerk.get("/queue/?after=7"))


def test_a_process_that_this_release_no_longer_knows_shows_its_codes(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    type(case).objects.filter(pk=case.pk).update(version=9)
    assert "<strong>Unclear</strong>" in clerk.get("/queue/").content.decode()


def test_login_and_a_role_are_needed(desk: Desk, client: Client) -> None:
    assert client.get("/queue/").headers["Location"] == "/login/?next=/queue/"
    refused = login("nora").get("/queue/")
    assert refused.status_code == 403
    assert "You have no role yet" in refused.content.decode()
    assert login("olaf", "visitor").get("/queue/").status_code == 403


def test_it_changes_nothing_by_post(desk: Desk, clerk: Client) -> None:
    assert clerk.post("/queue/").status_code == 405
