"""Questions are given to somebody and put off; whoever answers afterwards must have seen it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import APPROVER, CLERK, COLIN, MANAGER, Bench
from workflow import engine
from workflow.models import Task
from workflow.people import Actor

PACKER = Actor(id="pat", name="Pat", roles=frozenset({"approver"}))


@pytest.fixture
def task(bench: Bench) -> Task:
    return bench.task(bench.started_and_run(kilos=12))


def fresh(task: Task) -> Task:
    return Task.objects.select_related("case").get(pk=task.pk)


def test_it_is_somebody_s_until_it_is_given_away(bench: Bench, task: Task) -> None:
    given = engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now, note=" knows the sender ")
    assert (given.assignee_id, given.assignee_name, fresh(task).assignee_id) == ("colin", "Colin Clerk", "colin")
    event = task.case.events.get(kind="assigned")
    assert (event.actor, event.step) == ("carol", "weigh")
    told = {"task": task.pk, "name": "Carol Clerk", "to": "colin", "to_name": "Colin Clerk", "note": "knows the sender"}
    assert event.data == told
    engine.assign(task.pk, None, actor=COLIN, now=bench.now)
    assert fresh(task).assignee_id == ""


def test_whoever_gives_it_away_has_it_open_no_longer(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    engine.assign(task.pk, CLERK, actor=CLERK, now=bench.now)
    assert fresh(task).held_by(bench.now) == "carol"
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    assert fresh(task).held_by(bench.now) == ""


def test_only_who_watches_over_the_queue_gives_away_what_another_has_open(bench: Bench, task: Task) -> None:
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    with pytest.raises(engine.TaskHeld, match="Carol Clerk has this question open"):
        engine.assign(task.pk, COLIN, actor=COLIN, now=bench.now)
    engine.assign(task.pk, COLIN, actor=MANAGER, now=bench.now)
    assert (fresh(task).assignee_id, fresh(task).held_by(bench.now)) == ("colin", "")


def test_nobody_is_given_what_they_may_not_answer(bench: Bench, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(engine.DecisionRefused, match="Anna Approver does not have the role clerk, which answers this"):
        engine.assign(task.pk, APPROVER, actor=CLERK, now=bench.now)
    with pytest.raises(engine.DecisionRefused, match="role clerk, which Anna Approver does not have"):
        engine.assign(task.pk, CLERK, actor=APPROVER, now=bench.now)
    assert "assigned" not in bench.told(task.case)


def test_nor_what_segregation_of_duties_forbids_them(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    task = bench.task(bench.started_and_run(uninsured=True))
    engine.assign(task.pk, PACKER, actor=APPROVER, now=bench.now)
    assert fresh(task).assignee_id == "pat", "the packer may still refuse"
    insure = toy.UNINSURED.choices[0]
    monkeypatch.setattr("workflow.engine.hand.reason_of", lambda *_: _with(choices=(insure,)))
    with pytest.raises(engine.DecisionRefused, match="Pat may not answer this: Whoever packed it can't insure it"):
        engine.assign(task.pk, PACKER, actor=APPROVER, now=bench.now)


def _with(**more: Any) -> Any:
    from dataclasses import replace

    return replace(toy.UNINSURED, **more)


def test_it_is_put_off_until_a_time_and_its_clock_goes_on(bench: Bench, task: Task) -> None:
    until = bench.now + timedelta(days=2)
    engine.hold(task.pk, actor=CLERK, now=bench.now)
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=until, note="they call back")
    row = fresh(task)
    assert (row.snoozed_until, row.held_by(bench.now), row.sla_next_at) == (until, "", task.sla_next_at)
    assert row.case.events.get(kind="snoozed").data["note"] == "they call back"
    with pytest.raises(engine.BadValue, match="until a later time"):
        engine.snooze(task.pk, actor=CLERK, now=bench.now, until=bench.now)


def test_it_is_fetched_back_once(bench: Bench, task: Task) -> None:
    engine.unsnooze(task.pk, actor=CLERK, now=bench.now)
    assert "unsnoozed" not in bench.told(task.case)
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=bench.now + timedelta(hours=1))
    for _ in range(2):
        engine.unsnooze(task.pk, actor=COLIN, now=bench.now)
    assert fresh(task).snoozed_until is None
    assert bench.told(task.case).count("unsnoozed") == 1


def test_giving_it_to_somebody_brings_it_back(bench: Bench, task: Task) -> None:
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=bench.now + timedelta(hours=1))
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    assert fresh(task).snoozed_until is None


def test_other_evidence_brings_it_back_to_whom_it_was_given(bench: Bench, task: Task) -> None:
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    engine.snooze(task.pk, actor=COLIN, now=bench.now, until=bench.now + timedelta(days=9))
    toy.POST_OFFICE.weighed = "14"
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    case = bench.run(task.case)
    again = bench.task(case)
    assert (again.evidence, again.snoozed_until, again.assignee_id) == ({"kilos": "14"}, None, "colin")
    assert again.pk != task.pk


def test_a_change_brings_it_back_even_where_the_same_is_asked(bench: Bench, task: Task) -> None:
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=bench.now + timedelta(days=9))
    seen = fresh(task).version
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    again = bench.task(bench.run(task.case))
    assert (again.pk, again.snoozed_until, again.version) == (task.pk, None, seen + 1)
    event = again.case.events.get(kind="unsnoozed")
    assert (event.actor, event.data) == ("engine", {"task": task.pk, "why": "signal"})


def test_what_it_does_not_wait_for_leaves_it_put_off(bench: Bench, task: Task) -> None:
    until = bench.now + timedelta(days=9)
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=until)
    engine.emit(["van"], now=bench.now)
    engine.tick(now=bench.now)
    assert fresh(task).snoozed_until == until
    assert "unsnoozed" not in bench.told(task.case)


def test_an_answer_must_have_seen_what_became_of_it(bench: Bench, task: Task) -> None:
    seen = task.version
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    with pytest.raises(engine.TaskChanged, match=r"put off since you opened it\. It is Colin Clerk's now"):
        engine.decide(task.pk, "accept", actor=CLERK, now=bench.now, seen=seen)
    engine.decide(task.pk, "accept", actor=CLERK, now=bench.now, seen=fresh(task).version)


def test_each_change_counts_the_version_up(bench: Bench, task: Task) -> None:
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    engine.snooze(task.pk, actor=CLERK, now=bench.now, until=bench.now + timedelta(hours=1))
    row = engine.unsnooze(task.pk, actor=CLERK, now=bench.now)
    assert (row.version, fresh(task).version) == (3, 3)


def test_while_the_step_looks_again_everything_waits_a_moment(bench: Bench, task: Task) -> None:
    engine.emit(["scales"], now=bench.now)
    engine.tick(now=bench.now)
    assert fresh(task).case.state == "running"
    with pytest.raises(engine.Conflict, match=r"just being looked at again\. Try again in a moment"):
        engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
    with pytest.raises(engine.Conflict):
        engine.decide(task.pk, "accept", actor=CLERK, now=bench.now)
    assert fresh(task).assignee_id == ""
    bench.run(task.case)
    engine.assign(task.pk, COLIN, actor=CLERK, now=bench.now)
