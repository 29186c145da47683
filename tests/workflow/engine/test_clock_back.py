"""A clock that was far ahead and is right again holds nothing up; what is rightly in the future stays there."""

from datetime import timedelta

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.claim import claim
from workflow.models import Signal, StepRun

AHEAD = timedelta(hours=1)


def test_work_that_began_while_the_clock_was_ahead_goes_on_at_once(bench: Bench) -> None:
    bench.now += AHEAD
    case = bench.start()
    bench.now -= AHEAD
    assert bench.run(case).state == "running"

    assert engine.tick(now=bench.now).brought_back == 1
    assert bench.run(case).state == "completed"


def test_a_dead_holders_lease_ends_in_its_time(bench: Bench) -> None:
    case = bench.start()
    assert claim(case.pk, "documents", now=bench.now + AHEAD) is not None

    assert engine.tick(now=bench.now).brought_back == 1
    bench.pass_time(seconds=31)
    assert engine.tick(now=bench.now).recovered == 1
    bench.pass_time(seconds=31)
    assert bench.run(case).state == "completed"


def test_a_signal_is_heard_again_in_its_time(bench: Bench) -> None:
    Signal.objects.create(keys=["van"], at=bench.now + AHEAD, hear_at=bench.now + AHEAD)
    assert engine.tick(now=bench.now).brought_back == 1
    engine.tick(now=bench.now)
    assert Signal.objects.get().heard == 1


def test_a_retry_waits_for_its_time(bench: Bench) -> None:
    case = bench.start()
    due_at = bench.now + timedelta(minutes=5)
    StepRun.objects.filter(case=case).update(due_at=due_at, ring_at=due_at)
    assert engine.tick(now=bench.now).brought_back == 0
    assert StepRun.objects.get(case=case).due_at == due_at


def test_an_answer_of_that_time_is_left_alone(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    bench.now += AHEAD
    bench.decide(case, "accept", delay=timedelta(seconds=10))
    bench.now -= AHEAD

    assert engine.tick(now=bench.now).brought_back == 0
    assert bench.run(case).state == "running"
    bench.now += AHEAD + timedelta(seconds=11)
    assert bench.run(case).state == "completed"
