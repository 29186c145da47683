"""One bad row never stops a sweep, and doesn't stay unseen."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.claim import claim
from workflow.engine.sweep import alone
from workflow.models import Case, Escalation, Event, Signal, StepRun, Task

Begin = Callable[[Bench], Case]
GONE = "unpack"  # a step that no process has


def running(bench: Bench) -> Case:
    """A case whose worker died just now."""
    case = bench.start()
    assert claim(case.pk, "documents", now=bench.now)
    return case


def ready(bench: Bench) -> Case:
    """A case whose bell nobody has heard."""
    return bench.start()


def sleeping(bench: Bench) -> Case:
    """A case that waits for the van, or five days."""
    return bench.started_and_run(waits=True)


def lose_its_step(case: Case) -> None:
    """As after a mistake in a data migration."""
    assert StepRun.objects.filter(case=case, state__in=("ready", "running", "sleeping")).update(step=GONE) == 1


@pytest.mark.parametrize(("begun", "count"), [(running, "recovered"), (ready, "rung"), (sleeping, "woken")])
def test_a_row_that_cannot_be_handled_is_an_incident_and_its_neighbours_go_on(
    bench: Bench, begun: Begin, count: str
) -> None:
    before, bad, after = (begun(bench) for _ in range(3))
    lose_its_step(bad)
    bench.pass_time(days=6)

    assert getattr(engine.tick(now=bench.now), count) == 2
    bad = Case.objects.get(pk=bad.pk)
    assert (bad.state, bad.reason) == ("incident", "incident")
    assert bench.task(bad).sentence == "Unpack failed (once): KeyError: 'unpack'. Try again, or refuse?"
    run = StepRun.objects.get(case=bad, step=GONE)
    assert (run.state, "Traceback" in run.traceback) == ("failed", True)
    for case in (before, after):
        bench.pass_time(seconds=30)
        assert bench.run(case).state == "completed"


@pytest.mark.parametrize("begun", [running, ready, sleeping])
def test_after_the_incident_the_case_begins_anew_or_ends(bench: Bench, begun: Begin) -> None:
    for choice, state in (("retry", "completed"), ("refuse", "refused")):
        case = begun(bench)
        lose_its_step(case)
        bench.pass_time(days=6)
        engine.tick(now=bench.now)
        assert bench.decide(case, choice).state == state


def test_the_history_of_a_bad_row_is_whole(bench: Bench) -> None:
    case = sleeping(bench)
    lose_its_step(case)
    bench.pass_time(days=6)
    engine.tick(now=bench.now)
    case = Case.objects.get(pk=case.pk)
    kinds = list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))
    assert kinds[-3:] == ["woken", "step_failed", "task_opened"]
    assert case.events_count == len(kinds)


def test_where_no_incident_can_be_opened_the_log_says_so(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bad, good = running(bench), running(bench)
    Case.objects.filter(pk=bad.pk).update(state="refused")
    bench.pass_time(minutes=1)

    with caplog.at_level(logging.ERROR):
        assert engine.tick(now=bench.now).recovered == 1
    assert [(record.message, record.__dict__["run"]) for record in caplog.records][-1] == (
        "Not even an incident could be opened",
        StepRun.objects.get(case=bad).pk,
    )
    assert bench.runs(good)[-1] == ("fetch", 2, "ready")


def test_a_passing_trouble_of_the_database_is_left_for_a_later_tick(bench: Bench) -> None:
    case = running(bench)
    run = StepRun.objects.select_related("case").get(case=case)

    def deadlock() -> None:
        raise OperationalError("deadlock detected")

    assert alone(deadlock, run, bench.now) is False
    assert bench.runs(case) == [("fetch", 1, "running")]


def test_a_sleeper_that_cannot_be_woken_keeps_nobody_asleep(bench: Bench) -> None:
    bad, good = sleeping(bench), sleeping(bench)
    lose_its_step(bad)

    engine.emit(["van"], now=bench.now)
    assert engine.hear(Signal.objects.get(), now=bench.now) == 1
    assert Case.objects.get(pk=good.pk).state == "running"
    engine.tick(now=bench.now)
    assert Case.objects.get(pk=bad.pk).state == "incident"


def test_a_clock_that_cannot_be_escalated_silences_no_other(bench: Bench) -> None:
    bad, good = (bench.started_and_run(kilos=20) for _ in range(2))
    Task.objects.filter(case=bad).update(sla_seconds=float("inf"))
    bench.pass_time(hours=3)

    engine.tick(now=bench.now)
    assert set(Escalation.objects.values_list("case_id", flat=True)) == {good.pk}


def test_leases_of_live_workers_are_left_alone(bench: Bench) -> None:
    case = running(bench)
    assert engine.tick(now=bench.now + timedelta(seconds=29)).recovered == 0
    assert bench.runs(case) == [("fetch", 1, "running")]
