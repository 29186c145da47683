"""The accounts system is asked before it is told, and where it can't say, a person is."""

from collections.abc import Callable
from typing import Any

import pytest

from p2p.erp.twin import Mode, Twin
from tests.p2p.amending.conftest import CLERK, Desk
from workflow.models import Case, Effect

EFFECT = {"hold_payment": "change_payment", "reverse_posting": "reverse_posting"}


@pytest.fixture
def asked(books: Twin, desks: Callable[..., Desk]) -> Callable[[str], tuple[Desk, Case]]:
    """A desk at the twin, with a question about this act."""

    def ask(act: str) -> tuple[Desk, Case]:
        desk = desks()
        if act == "reverse_posting":
            desk.done("cancel_payment")
        return desk, desk.ask(act)

    return ask


def rows(books: Twin, act: str) -> list[Any]:
    if act == "reverse_posting":
        return list(books.reversals.rows)
    return [row for row in books.changes.rows if row[2].act == "hold"]


@pytest.mark.parametrize("act", EFFECT)
def test_the_key_is_the_amendments_own_and_says_what_is_done(
    books: Twin, asked: Callable[[str], tuple[Desk, Case]], act: str
) -> None:
    desk, case = asked(act)
    desk.decide(case)
    assert [row[0] for row in rows(books, act)] == [f"amend:{case.uid}:{EFFECT[act]}"]
    assert [effect.step for effect in Effect.objects.filter(case=case)] == [EFFECT[act]]


@pytest.mark.parametrize("act", EFFECT)
@pytest.mark.parametrize("mode", [Mode.TIMES_OUT_AFTER, Mode.GARBAGE, Mode.TIMES_OUT_BEFORE, Mode.FAILS])
def test_a_lost_answer_is_looked_up_and_it_is_done_once(
    books: Twin, asked: Callable[[str], tuple[Desk, Case]], act: str, mode: Mode
) -> None:
    desk, case = asked(act)
    books.script.append(mode)
    assert desk.decide(case).state == "running"
    desk.pass_time(minutes=1)
    assert desk.run(case.pk).state == "completed"
    assert len(rows(books, act)) == 1


@pytest.mark.parametrize("act", EFFECT)
def test_a_system_that_can_not_say_leaves_it_to_a_person(
    books: Twin, asked: Callable[[str], tuple[Desk, Case]], act: str
) -> None:
    desk, case = asked(act)
    books.looks_up = False
    assert desk.decide(case).reason == "effect_unknown"
    assert rows(books, act) == []
    assert desk.decide(case, "not_done", by=CLERK).state == "completed"
    assert len(rows(books, act)) == 1


@pytest.mark.parametrize(("act", "state"), [("hold_payment", "held"), ("reverse_posting", "cancelled")])
def test_what_a_person_says_was_done_is_not_done_again(
    books: Twin, asked: Callable[[str], tuple[Desk, Case]], act: str, state: str
) -> None:
    desk, case = asked(act)
    books.looks_up = False
    desk.decide(case)
    assert desk.decide(case, "was_done", by=CLERK, reference="SAGE-9").state == "completed"
    assert (desk.amendment.reference, desk.payment.state) == ("SAGE-9", state)
    assert rows(books, act) == []


def test_what_is_too_late_by_the_time_it_is_done_is_an_incident_that_may_be_refused(
    books: Twin, desks: Callable[..., Desk]
) -> None:
    desk = desks()
    case = desk.ask("hold_payment")
    books.down = True
    assert desk.decide(case).state == "running"
    books.down = False
    desk.pass_time(days=40)
    assert desk.run(case.pk).state == "incident"
    assert "that day has come" in desk.task(case).sentence
    assert desk.decide(case, "refuse", by=CLERK).state == "refused"
    assert (desk.payment.state, books.changes.rows) == ("scheduled", [])


def test_an_amendment_whose_case_ended_with_an_incident_stands_in_nobodys_way(
    books: Twin, desks: Callable[..., Desk]
) -> None:
    desk = desks()
    case = desk.ask("hold_payment")
    (row,) = books.payments.rows
    books.payments.rows[0] = (row[0], "TZ-9", row[2])  # over there it has another number for a while
    assert desk.decide(case).state == "incident"
    assert f"there is no payment {row[1]} to hold" in desk.task(case).sentence
    desk.decide(case, "refuse", by=CLERK)
    assert desk.amendment.closed_at is None

    books.payments.rows[0] = row
    assert desk.done("hold_payment").state == "completed"
    assert [amendment.closed_at is None for amendment in desk.posting.amendments.all()] == [False, False]
