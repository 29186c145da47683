"""An answer is taken back before it takes effect: it never counted, and the same question is asked again."""

from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import APPROVER, CLERK, COLIN, MANAGER, UNDO, Bench
from upkeep import checkup
from workflow import engine, story
from workflow.engine.claim import claim
from workflow.engine.dossier import answers_in
from workflow.invariants import Scope
from workflow.models import Case, Decision, StepRun, Task, Undoing
from workflow.sealing.seal import seal_due

RULES = ("standing", "retraced", "redecided", "idle", "due", "effects")


def broken(bench: Bench) -> list[str]:
    return [breach.sentence for breach in checkup.broken(Scope(now=bench.now), RULES)]


def undone(bench: Bench, case: Case, choice: str = "accept", **more: Any) -> Task:
    return engine.undo(bench.answered(case, choice, **more).pk, actor=CLERK, now=bench.now)


def test_the_same_is_asked_again_as_a_new_task(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12, uninsured=True)
    before = bench.task(case)
    decision = bench.answered(case)
    bench.pass_time(seconds=9)
    again = engine.undo(decision.pk, actor=CLERK, now=bench.now)
    assert again.pk != before.pk
    same = ("question", "params", "evidence", "also", "digest", "role", "opened_at", "answer_by", "sla_next_at")
    assert [getattr(again, name) for name in same] == [getattr(before, name) for name in same]
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.step, case.reason) == ("waiting", "weigh", "too_heavy")
    assert bench.runs(case)[-1] == ("weigh", 1, "cancelled")
    assert broken(bench) == []


def test_it_counts_nowhere(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    undone(bench, case, "bin")
    bench.pass_time(days=1)
    assert answers_in(case, now=bench.now) == ()
    assert bench.run(case).state == "waiting"
    assert bench.decide(case, "accept").state == "completed"
    assert [answer.choice for answer in answers_in(case, now=bench.now)] == ["accept"]
    assert broken(bench) == []


def test_work_that_was_called_off_is_never_done(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    undone(bench, case)
    bench.pass_time(hours=1)
    assert claim(case.pk, "cases", now=bench.now) is None
    assert engine.tick(now=bench.now).rung == 0
    assert toy.POST_OFFICE.ledger == {}


def test_a_correction_that_is_taken_back_brings_the_step_back_that_asked(bench: Bench) -> None:
    case = bench.started_and_run(uninsured=True)
    task = engine.undo(bench.answered(case, "insure", APPROVER).pk, actor=APPROVER, now=bench.now)
    assert (task.step, Case.objects.get(pk=case.pk).step) == ("insure", "insure")
    heavy = bench.started_and_run(kilos=12)
    undone(bench, heavy, "correct", values={"kilos": "3"})
    assert (Case.objects.get(pk=heavy.pk).step, broken(bench)) == ("weigh", [])


def test_an_incident_is_an_incident_again(bench: Bench) -> None:
    case = bench.started_and_run(breaks=True)
    undone(bench, case, "refuse")
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.reason, broken(bench)) == ("incident", "incident", [])
    assert bench.decide(case, "refuse").state == "refused"


def test_again_and_again(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    tasks = {undone(bench, case).pk for _ in range(3)}
    assert len(tasks) == 3
    assert bench.decide(case, "accept").state == "completed"
    assert (broken(bench), Undoing.objects.count()) == ([], 3)


@pytest.mark.parametrize("seconds", [10, 11, 3600])
def test_from_its_effect_on_it_is_too_late(bench: Bench, seconds: int) -> None:
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    bench.pass_time(seconds=seconds)
    with pytest.raises(engine.TooLateToUndo, match=f"took effect at 09:00:10 UTC and can't .* page of case {case.pk}"):
        engine.undo(decision.pk, actor=CLERK, now=bench.now)
    assert bench.run(case).state == "completed"


def test_an_answer_without_delay_can_not_be_taken_back(bench: Bench) -> None:
    case = bench.decide(bench.started_and_run(kilos=12), "accept")
    with pytest.raises(engine.TooLateToUndo):
        engine.undo(case.decisions.get().pk, actor=CLERK, now=bench.now)


def test_what_a_worker_has_taken_up_is_too_late_whatever_the_clock_says(bench: Bench) -> None:
    """Its clock was ahead, or ours has been put back since: the run is claimed, so the answer has taken effect."""
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    assert claim(case.pk, "cases", now=bench.now + UNDO)
    with pytest.raises(engine.TooLateToUndo):
        engine.undo(decision.pk, actor=CLERK, now=bench.now)


def test_what_came_after_the_answer_is_not_called_off(bench: Bench) -> None:
    """The step has looked again, and the next one is ready. Then the clock goes back to before the effect."""
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    noon = bench.now
    bench.pass_time(seconds=10)
    assert engine.run_link(case.pk, "cases", clock=bench.clock) == 1
    assert StepRun.objects.get(case=case, state="ready").step == "ship"
    with pytest.raises(engine.TooLateToUndo):
        engine.undo(decision.pk, actor=CLERK, now=noon)
    assert bench.run(case).state == "completed"


def test_only_who_answered_or_who_watches_over_the_queue(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    with pytest.raises(engine.DecisionRefused, match="Only Carol Clerk, who gave this answer, or a manager"):
        engine.undo(decision.pk, actor=COLIN, now=bench.now)
    engine.undo(decision.pk, actor=MANAGER, now=bench.now)
    assert Decision.objects.get().undoing.actor_name == "Mary Manager"


def test_twice_is_told_from_too_late(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    again = engine.undo(decision.pk, actor=CLERK, now=bench.now)
    bench.pass_time(hours=1)
    with pytest.raises(engine.AlreadyUndone, match=f"Carol Clerk has taken .* is task {again.pk}"):
        engine.undo(decision.pk, actor=CLERK, now=bench.now)
    with pytest.raises(engine.NoSuchDecision, match="There is no answer"):
        engine.undo(decision.pk + 1, actor=CLERK, now=bench.now)


def test_whose_it_was_it_is_and_nobody_has_it_open(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    engine.assign(bench.task(case).pk, CLERK, actor=CLERK, now=bench.now)
    engine.hold(bench.task(case).pk, actor=CLERK, now=bench.now)
    again = undone(bench, case)
    assert (again.assignee_id, again.held_by(bench.now), again.snoozed_until) == ("carol", "", None)


def test_the_clock_of_the_question_goes_on(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    bench.pass_time(hours=2)
    engine.tick(now=bench.now)
    again = undone(bench, case)
    assert again.sla_percent == 50
    bench.pass_time(hours=2)
    engine.tick(now=bench.now)
    told = [(row.percent, row.task_id) for row in case.escalations.order_by("percent")]
    assert [percent for percent, _ in told] == [50, 100]
    assert told[1][1] == again.pk


def test_word_that_came_while_the_answer_stood_is_heard_by_the_new_question(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    decision = bench.answered(case)
    toy.POST_OFFICE.weighed = "5"
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    bench.pass_time(seconds=9)
    engine.undo(decision.pk, actor=CLERK, now=bench.now)
    bench.pass_time(seconds=30)
    engine.tick(now=bench.now)
    assert bench.run(case).state == "completed", "the cause was gone: the question is withdrawn"
    assert broken(bench) == []


def test_the_case_tells_of_it(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    again = undone(bench, case)
    first, second = story.story_of(Case.objects.get(pk=case.pk))["tasks"]
    assert (first["state"], first["choice"], first["undone_by"]) == ("decided", "accept", "carol")
    assert first["undone_at"] == "2026-03-02T09:00:00Z"
    assert (second["id"], second["state"], second["undone_by"]) == (str(again.pk), "open", None)
    event = case.events.get(kind="undone")
    undoing = Undoing.objects.get()
    assert event.data == {
        "task": undoing.decision.task_id,
        "reason": "too_heavy",
        "undoing": undoing.pk,
        "decision": undoing.decision_id,
        "again": again.pk,
        "name": "Carol Clerk",
    }


def test_a_clock_put_right_leaves_what_was_taken_back_alone(bench: Bench) -> None:
    """An answer given while the clock was a day ahead, and taken back, keeps nothing of the case from moving."""
    case = bench.started_and_run(kilos=12)
    right = bench.now
    bench.pass_time(days=1)
    undone(bench, case)
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    assert StepRun.objects.get(case=case, state="ready").due_at == bench.now
    bench.now = right
    assert engine.tick(now=bench.now).brought_back
    assert (bench.run(case).state, bench.runs(case)[-1]) == ("waiting", ("weigh", 1, "asked"))


def test_a_sealed_history_goes_on(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    seal_due(now=bench.now, batch=10)
    undone(bench, case)
    assert seal_due(now=bench.now, batch=10) == 1
    case = Case.objects.get(pk=case.pk)
    assert case.sealed == case.events_count
