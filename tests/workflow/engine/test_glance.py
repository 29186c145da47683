"""An idle tick asks the database once; what is due is never overlooked for it (tests of the tick prove each kind)."""

from dataclasses import astuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.glance import glance
from workflow.engine.tick import _glance


def test_an_idle_tick_is_one_statement(bench: Bench) -> None:
    bench.run(bench.start())
    bench.pass_time(minutes=2)
    engine.tick(now=bench.now)
    engine.tick(now=bench.now)  # hears its signal for the second time
    bench.pass_time(minutes=2)
    engine.tick(now=bench.now)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        done = engine.tick(now=bench.now)
    assert len(asked) == 1
    assert not any(astuple(done))


def test_in_an_empty_database_nothing_is_due(bench: Bench) -> None:
    assert not any(astuple(glance(now=bench.now, far=bench.now, quiet_since=bench.now)))


def test_of_work_that_waits_only_the_bell_is_due(bench: Bench) -> None:
    bench.start()
    bench.pass_time(seconds=20)
    seen = _glance(bench.now)
    assert (seen.unclaimed, seen.expired, seen.slept_out, seen.put_off, seen.unsealed) == (
        True,
        False,
        False,
        False,
        False,
    )
