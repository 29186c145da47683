"""A definition that can't work is refused at start-up, by a rule with an id."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.workflow import toy
from workflow import lint
from workflow.define import Act, Level, Process, Retry, Step, minutes
from workflow.papers import Paper
from workflow.people import Actor, Refusal

GOOD = toy.PARCEL
FETCH, WEIGH, INSURE, SHIP = GOOD.steps
ACCEPT, CORRECT = toy.TOO_HEAVY.choices[:2]


class kindless:  # noqa: N801
    load = None


class unsearchable:  # noqa: N801
    load = perform = record = None


def with_step(step: Step) -> Process:
    return replace(GOOD, steps=(step, *GOOD.steps[1:]))


def asking(**changes: Any) -> Process:
    return replace(GOOD, steps=(FETCH, replace(WEIGH, asks=(replace(toy.TOO_HEAVY, **changes),)), INSURE, SHIP))


def test_a_good_definition_has_no_problems() -> None:
    assert lint.problems(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "text", "process"),
    [
        ("E001", "must have one of decide, run, perform", with_step(Step(kindless, sla=minutes(1)))),
        ("E002", "lacks find", with_step(Step(unsearchable, sla=minutes(1)))),
        ("E003", "Two steps are named weigh", replace(GOOD, steps=(FETCH, WEIGH, WEIGH))),
        ("E004", "queue 'attic'", with_step(replace(FETCH, queue="attic"))),
        ("E005", "Step fetch has no SLA", with_step(replace(FETCH, sla=timedelta()))),
        ("E005", "Reason too_heavy has no SLA", asking(sla=timedelta())),
        ("E006", "needs two to five choices, not 1", asking(choices=(ACCEPT,))),
        ("E006", "names no role", asking(role="")),
        ("E006", "the same code", asking(choices=(ACCEPT, ACCEPT))),
        ("E007", "corrects, but names no field", asking(choices=(ACCEPT, replace(CORRECT, fields=())))),
        ("E008", "must ascend", replace(GOOD, escalation=(Level(100, "a", ""), Level(50, "b", "")))),
        ("E008", "must ascend", replace(GOOD, escalation=())),
        ("E009", "is no decision step", with_step(replace(FETCH, asks=(toy.TOO_HEAVY,)))),
        ("E010", "can't be stored as data", with_step(replace(FETCH, rules=object()))),
    ],
)
def test_each_mistake_is_named(rule: str, text: str, process: Process) -> None:
    found = lint.problems(process)
    assert [(problem.id, text in problem.msg) for problem in found] == [(f"workflow.{rule}", True)]


def test_every_rule_is_in_the_list_and_has_an_id() -> None:
    ids = [(rule.__doc__ or "").strip() for rule in lint.RULES]
    assert ids == [f"workflow.E{number:03}" for number in range(1, len(ids) + 1)]


def test_the_spec_is_plain_data_and_its_digest_notices_every_rule() -> None:
    changed = replace(GOOD, steps=(FETCH, replace(WEIGH, rules=toy.Limits(kilos=Decimal(11))), INSURE, SHIP))
    patient = with_step(replace(FETCH, retry=Retry(attempts=4)))
    assert len({GOOD.digest(), changed.digest(), patient.digest()}) == 3
    assert GOOD.digest() == replace(GOOD).digest()


def test_what_only_pages_show_is_no_part_of_a_version() -> None:
    shown = replace(
        asking(template="toy/heavy.html"),
        papers=lambda case_id: (Paper(id="1", title="Label", media_type="text/plain", size=3, pages=()),),
        shown=lambda case_id: (),
        panel=lambda case_id, reason, evidence: {"scales": "blue"},
        labels={"party": "Sender"},
        acts=(Act(code="back", label="Send back", consequence="It goes back.", offered=_offered, begin=_begin),),
    )
    assert (shown.spec(), shown.digest()) == (GOOD.spec(), GOOD.digest())
    assert shown.act("back").label == "Send back"


def _offered(case_id: int, actor: Actor) -> Refusal | None:
    return None


def _begin(case_id: int, actor: Actor, note: str, values: Mapping[str, str], now: datetime) -> int:
    return case_id


def test_a_process_shows_nothing_unless_it_says_so() -> None:
    assert (GOOD.papers(1), GOOD.paper_file(1, "1", "original"), GOOD.shown(1)) == ((), None, ())
    assert (GOOD.panel(1, "too_heavy", {}), GOOD.labels, GOOD.acts, toy.TOO_HEAVY.template) == ({}, {}, (), "")


@pytest.mark.parametrize(("seconds", "found"), [(0, []), (29.9, []), (30, ["workflow.E014"]), (600, ["workflow.E014"])])
def test_an_answer_can_not_be_taken_back_for_longer_than_a_signal_is_heard(
    settings: Any, seconds: float, found: list[str]
) -> None:
    settings.WORKFLOW_UNDO_SECONDS = seconds
    assert [problem.id for problem in lint.check_undo_order()] == found
