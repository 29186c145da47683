"""A question has one holder at a time, for as long as its page is open."""

from datetime import timedelta

import pytest

from tests.workflow.conftest import APPROVER, CHIEF, CLERK, COLIN, MANAGER, Bench
from workflow import engine
from workflow.models import Task


def holder(bench: Bench, task: Task) -> str:
    return Task.objects.get(pk=task.pk).held_by(bench.now)


@pytest.fixture
def task(bench: Bench) -> Task:
    return bench.task(bench.started_and_run(kilos=12))


def test_who_opens_it_has_it_for_ten_minutes(bench: Bench, task: Task) -> None:
    held = engine.hold(task.pk, actor=CLERK, now=bench.now)
    assert (held.holder_name, held.held_until) == ("Carol Clerk", bench.now + timedelta(minutes=10))
    assert holder(bench, task) == "carol"
    bench.pass_time(minutes=10)
    assert holder(bench, task) == ""


def test_its_holder_may_open_it_again(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    bench.pass_time(minutes=4)
    assert engine.hold(task.pk, actor=CLERK, now=bench.now).held_until == bench.now + timedelta(minutes=10)


def test_another_is_told_who_has_it_and_what_to_do(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    with pytest.raises(engine.TaskHeld) as refused:
        engine.hold(task.pk, actor=COLIN, now=bench.now)
    assert str(refused.value) == (
        "Carol Clerk has this question open, until 09:10 UTC at least. "
        "Take another one, or ask a manager to give it to you."
    )
    assert holder(bench, task) == "carol"


def test_a_lease_that_ran_out_is_anybody_s(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    bench.pass_time(minutes=10)
    engine.hold(task.pk, actor=COLIN, now=bench.now)
    assert holder(bench, task) == "colin"


def test_a_sign_of_life_renews_it(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    for _ in range(4):
        bench.pass_time(minutes=9)
        engine.keep_holding(task.pk, actor=CLERK, now=bench.now)
    assert holder(bench, task) == "carol"


def test_a_late_sign_of_life_renews_it_unless_somebody_came(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    bench.pass_time(minutes=30)
    engine.keep_holding(task.pk, actor=CLERK, now=bench.now)
    assert holder(bench, task) == "carol"
    bench.pass_time(minutes=30)
    engine.hold(task.pk, actor=COLIN, now=bench.now)
    with pytest.raises(engine.TaskHeld, match="Colin Clerk has this question open"):
        engine.keep_holding(task.pk, actor=CLERK, now=bench.now)


def test_what_was_released_is_not_renewed(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    engine.release(task.pk, actor=CLERK, now=bench.now)
    assert holder(bench, task) == ""
    with pytest.raises(engine.NotHeld, match="Open it again before you answer"):
        engine.keep_holding(task.pk, actor=CLERK, now=bench.now)


def test_nobody_releases_what_another_holds(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    engine.release(task.pk, actor=COLIN, now=bench.now)
    engine.release(task.pk + 1, actor=COLIN, now=bench.now)
    assert holder(bench, task) == "carol"


def test_only_who_may_answer_may_have_it_open(bench: Bench, task: Task) -> None:
    for actor in (APPROVER, MANAGER):
        with pytest.raises(engine.DecisionRefused, match=f"role clerk, which {actor.name} does not have"):
            engine.hold(task.pk, actor=actor, now=bench.now)


def test_who_watches_over_the_queue_takes_over_and_the_history_tells(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    with pytest.raises(engine.TaskHeld):
        engine.hold(task.pk, actor=CHIEF, now=bench.now)
    with pytest.raises(engine.TaskHeld):
        engine.hold(task.pk, actor=COLIN, now=bench.now, take_over=True)
    engine.hold(task.pk, actor=CHIEF, now=bench.now, take_over=True)
    assert holder(bench, task) == "chris"
    event = task.case.events.get(kind="taken_over")
    assert (event.actor, event.data["from"], event.data["task"]) == ("chris", "carol", task.pk)
    with pytest.raises(engine.TaskHeld, match="Chris Chief"):
        engine.decide(task.pk, "accept", actor=CLERK, now=bench.now)


def test_taking_over_what_nobody_holds_is_an_ordinary_claim(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CHIEF, now=bench.now, take_over=True)
    assert "taken_over" not in bench.told(task.case)


def test_claims_and_signs_of_life_leave_no_event_and_change_nothing_that_is_seen(bench: Bench, task: Task) -> None:
    before = (bench.told(task.case), task.case.fence, task.version)
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    engine.keep_holding(task.pk, actor=CLERK, now=bench.now)
    engine.release(task.pk, actor=CLERK, now=bench.now)
    after = Task.objects.select_related("case").get(pk=task.pk)
    assert (bench.told(after.case), after.case.fence, after.version) == before


def test_what_is_closed_or_not_there_can_not_be_held(bench: Bench, task: Task) -> None:
    bench.decide(task.case, "accept")
    for call in (engine.hold, engine.keep_holding):
        with pytest.raises(engine.TaskClosed, match="already decided; look at case"):
            call(task.pk, actor=CLERK, now=bench.now)
        with pytest.raises(engine.NoSuchTask, match="There is no task"):
            call(task.pk + 1, actor=CLERK, now=bench.now)
    assert Task.objects.get(pk=task.pk).held_by(bench.now) == ""


def test_an_answer_while_another_has_it_open_is_refused(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    with pytest.raises(engine.TaskHeld, match="Carol Clerk has this question open"):
        engine.decide(task.pk, "accept", actor=COLIN, now=bench.now)
    assert bench.decide(task.case, "accept").state == "completed"


def test_an_answer_without_a_lease_is_taken_while_nobody_has_one(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=COLIN, now=bench.now)
    bench.pass_time(minutes=11)
    assert bench.decide(task.case, "accept").state == "completed"
