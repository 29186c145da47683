"""The front page: what waits, what is late, how the day has gone; at the same cost however much there is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from exceptions_queue.home import day_of
from tests.exceptions_queue.conftest import Desk, words_of
from workflow import clock, engine
from workflow.models import Case, Task
from workflow.people import Actor

pytestmark = pytest.mark.django_db
Counted = Callable[..., Any]


def end(case: Case, after: timedelta) -> None:
    Case.objects.filter(pk=case.pk).update(finished_at=case.received_at + after)


def test_it_counts_what_waits_for_this_person(desk: Desk, clerk: Client, approver: Client, auditor: Client) -> None:
    for number in range(3):
        desk.request(number=f"R-{number}")
    desk.request(number="R-9", unclear=False, precious="x")
    assert "3 for you to answer 0 late 0 given to you 4 open for everybody" in words_of(clerk.get("/"))
    assert "1 for you to answer" in words_of(approver.get("/"))
    assert "4 for you to answer" in words_of(auditor.get("/"))  # who answers nothing reads all


def test_what_is_late_comes_first_and_is_said(desk: Desk, clerk: Client) -> None:
    desk.request(number="R-1")
    late = desk.task(desk.request(number="R-2"))
    Task.objects.filter(pk=late.pk).update(answer_by=clock.now() - timedelta(hours=2))
    page = words_of(clerk.get("/"))
    assert "1 late" in page
    assert page.index("R-2") < page.index("R-1")
    assert "late by 2 h" in page


def test_what_was_given_to_this_person_stands_apart(desk: Desk, clerk: Client) -> None:
    task = desk.task(desk.request(number="R-5"))
    carol = Actor("carol", "Carol", frozenset({"clerk"}))
    engine.assign(task.pk, carol, actor=carol, now=clock.now())
    page = words_of(clerk.get("/"))
    assert "1 given to you" in page
    assert page.count("R-5") == 2


def test_an_empty_day_says_so(desk: Desk, clerk: Client) -> None:
    page = words_of(clerk.get("/"))
    assert "No case has come yet today." in page
    assert "Nothing waits for you." in page


def test_the_day_tells_rate_median_and_spread(desk: Desk, clerk: Client) -> None:
    for minutes in (0, 5, 30):
        end(desk.request(unclear=False), timedelta(minutes=minutes, seconds=20))
    end(desk.request(), timedelta(hours=9))  # asked somebody
    desk.request()  # still asks
    day = day_of(Case.objects.all())
    assert (day.arrived, day.finished, day.judged, day.untouched) == (5, 4, 5, 3)
    assert (day.rate, day.median) == (60, timedelta(minutes=17, seconds=50))
    assert day.spread == (
        ("under 1 min", 1, 100),
        ("1–10 min", 1, 100),
        ("10–60 min", 1, 100),
        ("1–4 h", 0, 0),
        ("longer", 1, 100),
    )


def test_the_rate_is_never_rounded_up(desk: Desk) -> None:
    for _ in range(2):
        end(desk.request(unclear=False), timedelta(seconds=1))
    desk.request()
    assert day_of(Case.objects.all()).rate == 66


def test_the_numbers_are_text_and_the_drawing_is_hidden_from_readers(desk: Desk, clerk: Client) -> None:
    end(desk.request(unclear=False), timedelta(seconds=12))
    response = clerk.get("/")
    page = words_of(response)
    assert "100 %" in page
    assert "12 s" in page
    assert "1 of 1 case asked nobody anything." in page
    assert response.content.decode().count("<svg") == response.content.decode().count('aria-hidden="true"')


def test_only_today_counts(desk: Desk, clerk: Client) -> None:
    desk.request(unclear=False)
    Case.objects.update(received_at=clock.now() - timedelta(days=2))
    assert "No case has come yet today." in words_of(clerk.get("/"))


def test_it_costs_the_same_with_one_and_with_many(
    desk: Desk, clerk: Client, django_assert_num_queries: Counted
) -> None:
    carol = Actor("carol", "Carol", frozenset({"clerk"}))
    engine.assign(desk.task(desk.request()).pk, carol, actor=carol, now=clock.now())
    clerk.get("/")
    with django_assert_num_queries(7):
        clerk.get("/")
    for _ in range(12):
        desk.request()
    with django_assert_num_queries(7):
        clerk.get("/")
