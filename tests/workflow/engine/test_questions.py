"""What a machine can't decide becomes one question; the answer is a fact, and the step looks again."""

from datetime import timedelta
from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import APPROVER, CLERK, Bench
from workflow import engine
from workflow.models import Decision, StepRun, Task
from workflow.people import Actor


def test_a_question_stops_the_case_with_its_numbers(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)

    task = bench.task(case)
    assert (case.state, case.step, case.reason) == ("waiting", "weigh", "too_heavy")
    assert task.sentence == "12 kg, at most 10 kg. Send it?"
    assert task.evidence == {"kilos": "12"}
    assert task.role == "clerk"


def test_what_will_be_asked_next_is_said(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12, uninsured=True)

    assert bench.task(case).also == [{"reason": "uninsured", "question": "Insure it?"}]
    assert not StepRun.objects.filter(case=case, step="insure").exists()


@pytest.mark.parametrize(
    ("choice", "more", "state"),
    [
        ("accept", {}, "completed"),
        ("correct", {"values": {"kilos": "9.5"}}, "completed"),
        ("correct", {"values": {"kilos": "11"}}, "waiting"),
        ("recheck", {}, "waiting"),
        ("refuse", {"note": "nobody wants it"}, "refused"),
        ("bin", {}, "ignored"),
    ],
)
def test_each_choice_leads_on(bench: Bench, choice: str, more: dict[str, Any], state: str) -> None:
    case = bench.decide(bench.started_and_run(kilos=12), choice, **more)

    assert case.state == state


def test_an_answer_to_other_evidence_does_not_count(bench: Bench) -> None:
    case = bench.decide(bench.started_and_run(kilos=12), "correct", values={"kilos": "11"})
    case = bench.decide(case, "accept")
    assert case.state == "completed"
    accepted = Decision.objects.get(choice="accept")
    assert accepted.task.evidence == {"kilos": "11"}


def test_four_eyes_and_roles_are_refused_by_the_engine_itself(bench: Bench) -> None:
    case = bench.started_and_run(uninsured=True)
    packer = Actor(id="pat", name="Pat", roles=frozenset({"approver"}))

    with pytest.raises(engine.DecisionRefused, match="role approver, which Carol Clerk does not have"):
        engine.decide(bench.task(case).pk, "insure", actor=CLERK, now=bench.now)
    with pytest.raises(engine.DecisionRefused, match="Whoever packed it"):
        engine.decide(bench.task(case).pk, "insure", actor=packer, now=bench.now)
    assert bench.decide(case, "insure", actor=APPROVER).state == "completed"


@pytest.mark.parametrize(
    ("choice", "more", "error", "text"),
    [
        ("sell", {}, engine.NoSuchChoice, "accept, correct, recheck, refuse, bin"),
        ("refuse", {"note": "  "}, engine.NoteRequired, "needs a note"),
        ("accept", {"values": {"kilos": "1"}}, engine.BadValue, "doesn't take a field"),
        ("correct", {}, engine.BadValue, "needs at least one of: kilos"),
        ("correct", {"values": {"kilos": "heavy"}}, engine.BadValue, "is no weight; write kilos like 7.5"),
    ],
)
def test_a_bad_answer_changes_nothing_and_says_what_to_do(
    bench: Bench, choice: str, more: dict[str, Any], error: type[Exception], text: str
) -> None:
    case = bench.started_and_run(kilos=12)

    with pytest.raises(error, match=text):
        engine.decide(bench.task(case).pk, choice, actor=CLERK, now=bench.now, **more)
    assert bench.task(case).state == "open"
    assert not Decision.objects.exists()


def test_a_question_is_answered_once(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    task = bench.task(case)
    bench.decide(case, "accept")

    with pytest.raises(engine.TaskClosed, match="already decided"):
        engine.decide(task.pk, "bin", actor=CLERK, now=bench.now)
    with pytest.raises(engine.NoSuchTask):
        engine.decide(task.pk + 1, "bin", actor=CLERK, now=bench.now)


def test_nothing_runs_before_the_undo_window_has_passed(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)

    case = bench.decide(case, "accept", delay=timedelta(seconds=10))
    assert (case.state, case.step) == ("running", "weigh")
    bench.pass_time(seconds=10)
    assert bench.run(case).state == "completed"


def test_a_question_whose_cause_goes_away_is_withdrawn(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    toy.POST_OFFICE.weighed = "3"

    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    case = bench.run(case)
    assert case.state == "completed"
    assert Task.objects.get(case=case).state == "withdrawn"


def test_a_question_whose_cause_stays_is_left_alone(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    task = bench.task(case)

    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    with pytest.raises(engine.Conflict, match="Try again in a moment"):
        engine.decide(task.pk, "accept", actor=CLERK, now=bench.now)
    case = bench.run(case)
    assert case.state == "waiting"
    assert bench.task(case).pk == task.pk
    assert bench.decide(case, "accept").state == "completed"
