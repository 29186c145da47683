"""One question: what the page says, and what becomes of the answer."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from exceptions_queue.models import Preferences
from tests.exceptions_queue.conftest import Desk, login, words_of
from workflow import clock, engine
from workflow.models import Case, Decision, Task
from workflow.people import Actor

pytestmark = pytest.mark.django_db
Counted = Callable[..., Any]
CAROL = Actor(id="carol", name="Carol", roles=frozenset({"clerk"}))


def page_of(desk: Desk, case: Case) -> str:
    return f"/tasks/{desk.task(case).pk}/"


def test_it_says_everything_that_it_takes_to_answer(desk: Desk, clerk: Client) -> None:
    page = words_of(clerk.get(page_of(desk, desk.request(precious="pat"))))
    for text in (
        "The request can't be made out R-1 · Rita What is “Emma”? Lend it for 3 weeks?",
        "3 h 59 min left answer by",
        "Open with you for until",
        "Found Title Copies Price Emma 2 \N{EN DASH} Emil \N{EN DASH} 9.50",
        "Lend it 1 Emma is lent for 3 weeks to [nobody knows].",
        "Refuse 3 The case ends. Needs a note.",
        "What is known of the case Request Title Emma Copies 2",
        "After this, it still needs one more answer: Too precious to lend unasked – Lend it at all?",
    ):
        assert text in page


def test_a_known_value_stands_in_its_input_and_names_its_field(desk: Desk, clerk: Client) -> None:
    page = clerk.get(page_of(desk, desk.request())).content.decode()
    assert 'name="value:correct:title" value="Emma" data-field="title"' in page
    assert 'data-key="2" data-key-label="Choose: Correct"' in page
    assert 'data-key="Ctrl+Enter"' in page


def test_whoever_may_answer_has_it_open_and_others_read_along(desk: Desk, clerk: Client, auditor: Client) -> None:
    case = desk.request()
    auditor.get(page_of(desk, case))
    assert desk.task(case).holder_id == ""
    clerk.head(page_of(desk, case))
    assert desk.task(case).holder_id == ""
    clerk.get(page_of(desk, case))
    assert desk.task(case).holder_id == "carol"
    other = login("colin", "clerk").get(page_of(desk, case))
    assert "Carol has this question open until" in words_of(other)
    assert "Take it over" not in words_of(other)
    manager = login("maud", "clerk", "manager").get(page_of(desk, case))
    assert "Take it over from Carol" in words_of(manager)
    assert "data-lease-beat" not in manager.content.decode()


def test_an_answer_while_somebody_else_has_it_open_is_a_conflict_that_keeps_everything(
    desk: Desk, clerk: Client
) -> None:
    case = desk.request()
    clerk.get(page_of(desk, case))
    typed = {"choice": "correct", "value:correct:title": "Emil", "note": "as on the cover", "view": "order=amount"}
    response = login("colin", "clerk").post(page_of(desk, case), typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Carol has this question open" in page
    for kept in ('value="correct" required checked', 'value="Emil"', ">as on the cover</textarea>", "order=amount"):
        assert kept in page
    assert not Decision.objects.exists()


def test_an_answer_to_what_has_changed_since_is_a_conflict_and_shows_how_it_is_now(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    seen = desk.task(case).version
    engine.assign(desk.task(case).pk, CAROL, actor=CAROL, now=clock.now())
    response = clerk.post(page_of(desk, case), {"choice": "accept", "seen": str(seen), "note": "mine"})
    assert (response.status_code, Decision.objects.count()) == (409, 0)
    page = response.content.decode()
    assert ">mine</textarea>" in page
    assert f'name="seen" value="{seen + 1}"' in page
    assert clerk.post(page_of(desk, case), {"choice": "accept", "seen": str(seen + 1)}).status_code == 302


def test_the_answer_is_taken_and_takes_effect_after_the_undo_window(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    response = clerk.post(page_of(desk, case), {"choice": "accept", "note": " fine "}, follow=True)
    task = Task.objects.get(case=case)
    assert response.redirect_chain[0] == (f"/queue/next/?after={task.pk}", 302)
    decision = Decision.objects.get(case=case)
    assert (decision.choice, decision.note, decision.actor_id) == ("accept", "fine", "carol")
    assert decision.effective_at - decision.at == timedelta(seconds=10)
    told = f"“Lend it” recorded for R-1. It takes effect at {timezone.localtime(decision.effective_at):%H:%M:%S}."
    page = response.content.decode()
    assert told in html.unescape(page)
    assert f'action="/decisions/{decision.pk}/undo/"' in page
    assert 'data-key="z"' in page
    assert Case.objects.get(pk=case.pk).state == "running"


def test_only_what_belongs_to_the_chosen_answer_is_sent(desk: Desk, clerk: Client) -> None:
    case = desk.request(items=[{"title": "Vol. 1", "copies": "1"}, {"title": "Vol. 2"}])
    typed = {
        "choice": "correct",
        "right:correct:title": "on",
        "value:correct:copies": " 2 ",
        "value:correct:items.2.title": " Vol. II ",
        "value:correct:strange": "x",
        "value:refuse:title": "y",
        "more:correct": "items.3.title = Vol. 3\n\n",
    }
    assert clerk.post(page_of(desk, case), typed).status_code == 302
    assert Decision.objects.get(case=case).values == {
        "title": "Emma",
        "items.2.title": "Vol. II",
        "items.3.title": "Vol. 3",
    }


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "Choose one of the answers."),
        ({"choice": "burn"}, "Choose one of the answers."),
        ({"choice": "refuse"}, "Refuse needs a note that says why."),
        ({"choice": "correct", "value:correct:title": " Emma "}, "Correct needs at least one of: title, copies"),
        ({"choice": "correct", "value:correct:copies": "many"}, "copies: 'many' is no number of copies."),
        ({"choice": "correct", "more:correct": "two copies"}, "“two copies” is no value: write name = value"),
        ({"choice": "correct", "more:correct": "shelf = 2"}, "doesn't take a field 'shelf'"),
        ({"choice": "accept", "note": "a\0b"}, "Null characters are not allowed."),
        ({"choice": "correct", "value:correct:title": "a\0b"}, "title: Null characters are not allowed."),
        ({"choice": "accept", "note": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    desk: Desk, clerk: Client, typed: dict[str, str], problem: str
) -> None:
    case = desk.request()
    response = clerk.post(page_of(desk, case), typed)
    assert response.status_code == 422
    assert problem in words_of(response)
    page = response.content.decode()
    if typed.get("choice") in ("accept", "refuse", "correct"):
        assert f'value="{typed["choice"]}" required checked' in page
    assert all(value in page for name, value in typed.items() if name != "choice" and "\0" not in value)
    assert not Decision.objects.exists()


def test_a_question_answered_meanwhile_is_a_conflict_and_the_note_is_kept(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    address = page_of(desk, case)
    engine.decide(desk.task(case).pk, "accept", actor=CAROL, now=clock.now(), note="was quicker")
    typed = {"choice": "correct", "value:correct:title": "Emil", "note": "my own view"}
    response = clerk.post(address, typed)
    assert response.status_code == 409
    page = words_of(response)
    assert "is already decided" in page
    assert "Carol chose Lend it under a minute ago. was quicker" in page
    assert "What you had entered, to copy: Title Emil" in page
    assert "Your note was not sent. It is kept here for you to copy. my own view" in page
    assert Decision.objects.count() == 1


def test_a_withdrawn_question_says_so(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    address, task = page_of(desk, case), desk.task(case)
    engine.move(task, "withdraw", closed_at=clock.now())
    assert "The question was withdrawn under a minute ago: its cause has gone." in words_of(clerk.get(address))
    assert clerk.post(address, {"choice": "accept"}).status_code == 409


def test_a_double_submit_is_one_decision_and_leads_on_twice(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    address = page_of(desk, case)
    places = [clerk.post(address, {"choice": "accept"}).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Decision.objects.count() == 1
    assert clerk.post(address, {"choice": "accept", "note": "another one"}).status_code == 409


def test_the_view_is_kept_for_the_next_question(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    query = "reason=unclear&order=amount"
    page = clerk.get(f"{page_of(desk, case)}?{query}&paper=9&evil=%0d%0aX").content.decode()
    assert 'name="view" value="reason=unclear&amp;order=amount"' in page
    response = clerk.post(page_of(desk, case), {"choice": "accept", "view": f"{query}&next=//evil.example"})
    assert response.headers["Location"] == f"/queue/next/?{query}&after={Task.objects.get(case=case).pk}"


def test_who_likes_to_stay_stays_and_sees_the_answer(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    Preferences.objects.create(user=User.objects.get(username="carol"), advance=False)
    response = clerk.post(page_of(desk, case), {"choice": "accept"}, follow=True)
    assert response.redirect_chain == [(f"/tasks/{Task.objects.get(case=case).pk}/", 302)]
    page = words_of(response)
    assert "Carol chose Lend it under a minute ago. It takes effect at" in page
    assert "Undo this answer" in page


def test_the_wrong_role_reads_and_is_refused(desk: Desk, approver: Client, auditor: Client) -> None:
    case = desk.request()
    for client in (approver, auditor):
        page = client.get(page_of(desk, case))
        assert "You can read this question, but not answer it: This question goes to the role clerk." in words_of(page)
        assert 'name="choice"' not in page.content.decode()
        response = client.post(page_of(desk, case), {"choice": "accept", "note": "let me"})
        assert response.status_code == 403
        assert "This question goes to the role clerk, which" in words_of(response)
    assert not Decision.objects.exists()


def test_a_choice_that_this_person_may_not_take_says_why(desk: Desk, approver: Client) -> None:
    case = desk.request(unclear=False, precious="anna")
    page = approver.get(page_of(desk, case))
    assert "Not for you: Nobody lends to themselves." in words_of(page)
    assert 'value="lend" required disabled' in page.content.decode()
    assert 'value="refuse" required data-key="2"' in page.content.decode()
    response = approver.post(page_of(desk, case), {"choice": "lend"})
    assert (response.status_code, Decision.objects.count()) == (403, 0)
    assert "Nobody lends to themselves." in words_of(response)


def test_a_form_without_its_token_changes_nothing(desk: Desk) -> None:
    case = desk.request()
    client = login("carol", "clerk")
    client.handler.enforce_csrf_checks = True
    response = client.post(page_of(desk, case), {"choice": "accept"})
    assert response.status_code == 403
    assert "Please send it again" in words_of(response)
    assert not Decision.objects.exists()


def test_there_is_nothing_at_an_unknown_number(desk: Desk, clerk: Client) -> None:
    for number in (1, 10**30):
        response = clerk.get(f"/tasks/{number}/")
        assert response.status_code == 404
        assert "There is nothing at this address." in words_of(response)


def test_an_incident_can_be_answered_here(desk: Desk, clerk: Client) -> None:
    case = desk.request(breaks=True)
    assert case.state == "incident"
    assert "Try again 1 Examine runs once more." in words_of(clerk.get(page_of(desk, case)))
    assert clerk.post(page_of(desk, case), {"choice": "retry"}).status_code == 302
    assert Decision.objects.get(case=case).choice == "retry"


def test_it_costs_the_same_with_little_and_with_much_evidence(
    desk: Desk, clerk: Client, django_assert_num_queries: Counted
) -> None:
    small, large = desk.request(), desk.request(evidence={"rows": [{"n": n} for n in range(200)]})
    assert Task.objects.filter(state="open").count() == 2
    for case in (small, large):
        address = page_of(desk, case)
        # session, user, roles; the questions of the case; taking the lease (2); runs, events; and the process's one
        with django_assert_num_queries(9):
            clerk.get(address)
        with django_assert_num_queries(7):  # the lease is still fresh
            clerk.get(address)
