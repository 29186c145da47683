"""Waiting is not failing: a case sleeps until a signal or its time, and moves by event."""

from datetime import timedelta

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine
from workflow.models import Escalation, Signal, StepRun, Task


def test_a_signal_wakes_the_case(bench: Bench) -> None:
    case = bench.started_and_run(waits=True)
    assert (case.state, case.step, case.cause) == ("sleeping", "insure", "Waiting for the van.")
    assert bench.runs(case)[-2:] == [("insure", 1, "waited"), ("insure", 1, "sleeping")]

    toy.POST_OFFICE.vans = True
    engine.emit(["van"], now=bench.now)
    assert engine.tick(now=bench.now).heard == 1
    assert bench.run(case).state == "completed"


def test_its_time_wakes_the_case_once(bench: Bench) -> None:
    case = bench.started_and_run(waits=True)

    assert engine.tick(now=bench.now + timedelta(days=4)).woken == 0
    bench.pass_time(days=5)
    assert engine.tick(now=bench.now).woken == 1
    assert engine.tick(now=bench.now).woken == 0
    assert bench.run(case).state == "completed"


def test_a_signal_is_heard_again_by_who_was_just_falling_asleep(bench: Bench) -> None:
    toy.POST_OFFICE.vans = False
    engine.emit(["van"], now=bench.now)
    assert engine.tick(now=bench.now).heard == 0, "nobody sleeps yet"
    case = bench.started_and_run(waits=True)
    toy.POST_OFFICE.vans = True

    bench.pass_time(seconds=31)
    assert engine.tick(now=bench.now).heard == 1
    assert bench.run(case).state == "completed"
    assert Signal.objects.filter(keys=["van"]).get().heard == 2


def test_other_signals_wake_nobody(bench: Bench) -> None:
    case = bench.started_and_run(waits=True)

    engine.emit(["bike"], now=bench.now)
    assert engine.tick(now=bench.now).heard == 0
    assert bench.run(case).state == "sleeping"


def test_unclaimed_work_is_rung_for_again_and_then_left_a_while(bench: Bench) -> None:
    bench.start()

    assert engine.tick(now=bench.now).rung == 0, "its first bell is young"
    bench.pass_time(seconds=15)
    assert engine.tick(now=bench.now).rung == 1
    assert engine.tick(now=bench.now).rung == 0


def test_thresholds_are_told_once_and_lower_ones_skipped_after_an_outage(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    task = bench.task(case)
    assert engine.tick(now=bench.now + timedelta(hours=1)).escalated == 0

    bench.pass_time(hours=4, seconds=1)
    assert engine.tick(now=bench.now).escalated == 1
    assert engine.tick(now=bench.now).escalated == 0
    told = Escalation.objects.filter(task=task).order_by("percent")
    assert [(row.percent, row.level, row.role, row.skipped) for row in told] == [
        (50, "reminder", "clerk", True),
        (100, "manager", "manager", False),
    ]
    bench.pass_time(hours=2)
    assert engine.tick(now=bench.now).escalated == 1
    assert Task.objects.get(pk=task.pk).sla_next_at is None


def test_the_clock_of_a_step_goes_on_over_its_attempts(bench: Bench) -> None:
    case = bench.started_and_run(jams=2)
    first, second = StepRun.objects.filter(case=case).order_by("number")

    assert second.sla_started_at == first.sla_started_at
    bench.pass_time(seconds=31)
    assert engine.tick(now=bench.now).escalated == 1
