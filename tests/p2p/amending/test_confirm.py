"""Only a confirmation by somebody who may counts, whichever way it came in."""

from dataclasses import replace
from typing import Any

import pytest

from p2p.amending import reasons
from p2p.amending.facts import Asked
from p2p.amending.possible import ActCode
from p2p.amending.steps import confirm
from tests.p2p.amending.test_possible import HELD, POSTED, UNPAID
from tests.p2p.invoices import NOW
from workflow.answers import digest
from workflow.define import Reason
from workflow.outcomes import Ask, Finish, Proceed
from workflow.people import Actor, Answer

CONTROLLER = Actor("cecily", "Cecily Okafor", frozenset({"controller"}))
HOLD = Asked(act="hold_payment", reason="Broken.", asked_by="carys", asked_by_name="Carys Moss", standing=POSTED)
RELEASE = replace(HOLD, act="release_payment", standing=HELD, handled_by=("cecily",))


def answered(asked: Asked, actor: Actor, choice: str = "confirm") -> Asked:
    finding = reasons.finding(asked)
    answer = Answer(
        task=1,
        step="confirm",
        reason=finding.reason,
        choice=choice,
        actor=actor,
        note="Seen.",
        values={},
        digest=digest(finding),
        at=NOW,
    )
    return replace(asked, answers=(answer,))


def test_a_second_person_confirms() -> None:
    outcome = confirm.decide(answered(HOLD, CONTROLLER), None)
    assert isinstance(outcome, Proceed)
    assert (outcome.output.act, outcome.output.confirmed_by) == ("hold_payment", "cecily")


@pytest.mark.parametrize(
    ("asked", "actor", "says"),
    [
        (HOLD, Actor("carys", "Carys", frozenset({"controller"})), "You asked for this yourself"),
        (HOLD, Actor("adeel", "Adeel", frozenset({"approver"})), "Only somebody with the role controller"),
        (RELEASE, CONTROLLER, "You entered, corrected or handed in this invoice yourself"),
    ],
)
def test_who_may_not_confirm_is_told_why_and_counts_for_nothing(asked: Asked, actor: Actor, says: str) -> None:
    refusal = reasons.second_person(actor, reasons.finding(asked).evidence)
    assert refusal is not None
    assert refusal.why.startswith(says)
    assert isinstance(confirm.decide(answered(asked, actor), None), Ask)


def test_who_had_the_invoice_in_hand_may_stop_its_money() -> None:
    assert isinstance(confirm.decide(answered(replace(HOLD, handled_by=("cecily",)), CONTROLLER), None), Proceed)


def test_anybody_with_the_role_may_refuse() -> None:
    asker = Actor("carys", "Carys", frozenset({"controller"}))
    outcome = confirm.decide(answered(HOLD, asker, "refuse"), None)
    assert isinstance(outcome, Finish)
    assert outcome.state == "refused"


@pytest.mark.parametrize(
    ("act", "standing", "says"),
    [
        ("hold_payment", POSTED, "due to be made on 10 June 2026?"),
        ("release_payment", HELD, "to be made on 10 June 2026?"),
        ("cancel_payment", HELD, "(held, for 10 June 2026)?"),
        ("reverse_posting", UNPAID, "Reverse posting AP-1 over £220.80, invoice INV-1 of Thornbury Paper"),
    ],
)
def test_each_act_has_its_question_and_every_consequence_its_figures(act: ActCode, standing: Any, says: str) -> None:
    found = reasons.finding(replace(HOLD, act=act, standing=standing))
    assert says in found.sentence
    assert found.sentence.endswith("Carys Moss asks for it: Broken.")
    reason: Reason = next(reason for reason in reasons.REASONS if reason.code == act)
    for choice in reason.choices:
        assert "{" not in choice.consequence.format(**found.params)


def test_a_reason_with_braces_is_shown_as_it_was_typed() -> None:
    assert reasons.finding(replace(HOLD, reason="{amount}")).sentence.endswith("Carys Moss asks for it: {amount}")
