"""Passing failures are tried again, lost workers recovered, and the unforeseen becomes an incident."""

from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.claim import claim
from workflow.engine.complete import Ended, complete
from workflow.models import Effect, StepRun
from workflow.outcomes import Finish


def test_a_passing_failure_is_tried_again_when_due(bench: Bench) -> None:
    case = bench.started_and_run(jams=2)
    assert bench.runs(case) == [("fetch", 1, "failed"), ("fetch", 2, "ready")]
    assert engine.run_link(case.pk, "documents", clock=bench.clock) == 0, "not before its delay"

    bench.pass_time(seconds=5)
    case = bench.run(case)
    bench.pass_time(seconds=30)
    case = bench.run(case)
    assert case.state == "completed"
    failed = StepRun.objects.get(case=case, number=1)
    assert failed.error == "The machine is jammed for a moment."


def test_after_the_last_attempt_a_person_is_asked(bench: Bench) -> None:
    case = bench.started_and_run(jams=3)
    for _ in range(2):
        bench.pass_time(seconds=30)
        case = bench.run(case)

    assert (case.state, case.reason) == ("incident", "incident")
    assert bench.task(case).sentence == (
        "Fetch failed (3 times): The machine is jammed for a moment. Try again, or refuse?"
    )
    assert bench.decide(case, "retry").state == "completed"


def test_the_unforeseen_is_an_incident_at_once_with_its_traceback(bench: Bench) -> None:
    case = bench.started_and_run(breaks=True)

    run = StepRun.objects.get(case=case)
    assert (case.state, run.error) == ("incident", "ZeroDivisionError: the scales broke")
    assert "the scales broke" in run.traceback
    case = bench.decide(case, "refuse", note="we bought new scales")
    assert case.state == "refused"
    assert len(toy.fetch.fetched) == 1, "a refused incident runs nothing again"


def test_a_later_step_of_a_stretch_fails_by_itself(bench: Bench) -> None:
    case = bench.started_and_run(insure_breaks=True)

    assert bench.runs(case) == [("fetch", 1, "done"), ("weigh", 1, "done"), ("insure", 1, "failed")]
    assert (case.state, case.step) == ("incident", "insure")


def test_what_fails_while_completing_is_an_incident_too(bench: Bench) -> None:
    case = bench.started_and_run(card_breaks=True)

    assert bench.runs(case) == [("fetch", 1, "done"), ("weigh", 1, "failed")]
    assert (case.state, bench.task(case).evidence["why"]) == ("incident", "ZeroDivisionError: no card")


def test_a_record_that_fails_leaves_nothing_behind(bench: Bench) -> None:
    case = bench.started_and_run(record_fails=True)

    assert bench.runs(case) == [("fetch", 1, "done"), ("weigh", 1, "failed"), ("weigh", 2, "ready")]


def test_a_lost_worker_counts_as_an_attempt(bench: Bench) -> None:
    case = bench.start()
    for attempt in (1, 2, 3):
        assert claim(case.pk, "documents", now=bench.now) is not None
        assert engine.tick(now=bench.now + timedelta(seconds=29)).recovered == 0
        bench.pass_time(seconds=60)
        assert engine.tick(now=bench.now).recovered == 1
        bench.pass_time(seconds=60)
        assert bench.runs(case)[attempt - 1] == ("fetch", attempt, "lost")

    case.refresh_from_db(fields=["reason"])
    assert case.reason == "incident"
    assert bench.task(case).sentence.startswith("Fetch failed (3 times): The worker died")


def test_a_late_result_is_fenced_out(bench: Bench) -> None:
    case = bench.start()
    zombie = claim(case.pk, "documents", now=bench.now)
    assert zombie is not None
    bench.pass_time(minutes=1)
    engine.tick(now=bench.now)
    bench.pass_time(minutes=1)
    case = bench.run(case)
    before = bench.runs(case)

    ended = Ended(step=toy.PARCEL.steps[0], state="done", started_at=bench.now, finished_at=bench.now)
    with pytest.raises(engine.Fenced):
        complete(zombie, [ended], Finish("refused", "late"), process=toy.PARCEL, now=bench.now)
    assert bench.runs(case) == before
    assert case.state == "completed"


def test_one_of_two_claims_wins(bench: Bench) -> None:
    case = bench.start()

    assert claim(case.pk, "documents", now=bench.now) is not None
    assert claim(case.pk, "documents", now=bench.now) is None


def test_what_is_done_outside_can_not_be_refused_any_more(bench: Bench) -> None:
    case = bench.start(ship_breaks=True)
    done = {"step": "label", "key": "label", "state": "done", "reference": "7", "request": {}}
    Effect.objects.create(case=case, intended_at=bench.now, **done)
    case = bench.run(case)
    assert (case.state, case.step) == ("incident", "ship")

    with pytest.raises(engine.DecisionRefused, match=r"already done in another system \(label 7\)"):
        bench.decide(case, "refuse", note="no")


def test_further_attempts_leave_room_for_first_ones(bench: Bench, settings: Any) -> None:
    settings.WORKFLOW_AGAIN_AT_ONCE = {"documents": 1}
    failed = [bench.start() for _ in range(2)]
    for case in failed:
        claim(case.pk, "documents", now=bench.now)
    bench.pass_time(seconds=31)
    assert engine.tick(now=bench.now).recovered == 2
    bench.pass_time(seconds=5)

    first, second = failed
    assert claim(first.pk, "documents", now=bench.now) is not None
    assert claim(second.pk, "documents", now=bench.now) is None
    assert claim(bench.start().pk, "documents", now=bench.now) is not None, "a first attempt has room"
    waiting = StepRun.objects.get(case=second, state="ready")
    assert waiting.ring_at == bench.now + timedelta(seconds=5)
    bench.pass_time(seconds=15)
    assert claim(second.pk, "documents", now=bench.now) is not None, "a dead holder takes no room"


def test_a_step_that_hangs_is_stopped_and_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops it comes from outside, at any place in the step: it is no fault of the step's own."""
    stopped = []

    def hangs(*_: object) -> None:
        stopped.append(1)
        raise SoftTimeLimitExceeded

    case = bench.start()
    monkeypatch.setattr(toy.fetch, "run", hangs)
    for seconds in (0, 5, 30):
        bench.pass_time(seconds=seconds)
        case = bench.run(case)
    assert (len(stopped), case.state) == (3, "incident")
    assert bench.task(case).sentence == (
        "Fetch failed (3 times): It took far too long and was stopped. Try again, or refuse?"
    )
    assert "SoftTimeLimitExceeded" in StepRun.objects.filter(case=case).latest("id").traceback


@pytest.mark.parametrize(("step", "place"), [(toy.weigh_parcel, "record"), (toy.weigh_parcel, "load")])
def test_a_decision_that_is_stopped_in_its_transaction_leaves_nothing_behind(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, step: object, place: str
) -> None:
    def hangs(*_: object) -> None:
        raise SoftTimeLimitExceeded

    case = bench.start()
    with monkeypatch.context() as patch:
        patch.setattr(step, place, hangs)
        case = bench.run(case)
    assert bench.runs(case) == [("fetch", 1, "done"), ("weigh", 1, "failed"), ("weigh", 2, "ready")]
    bench.pass_time(seconds=5)
    assert bench.run(case).state == "completed"


def test_an_effect_that_is_stopped_is_looked_for_before_it_is_done_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform = toy.ship.perform

    def books_and_hangs(facts: dict[str, Any], key: str) -> None:
        perform(facts, key)
        raise SoftTimeLimitExceeded

    case = bench.start()
    with monkeypatch.context() as patch:
        patch.setattr(toy.ship, "perform", books_and_hangs)
        case = bench.run(case)
    assert Effect.objects.get(case=case).state == "intended"
    bench.pass_time(seconds=5)
    assert bench.run(case).state == "completed"
    assert toy.POST_OFFICE.calls == ["find", "perform", "find"]
