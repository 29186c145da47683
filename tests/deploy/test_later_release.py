"""While a release is rolled out, workers of the old one meet cases of the new one: they leave them to it."""

from typing import Any

import pytest

from tests.deploy.conftest import release
from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine, lint, registry
from workflow.engine.claim import claim
from workflow.models import Case, Escalation, Signal, StepRun

OLD, NEW = "tests.workflow.toy.PARCEL", "tests.deploy.parcel_v2.PARCEL"


@pytest.fixture
def new(bench: Bench) -> dict[str, Case]:
    """Cases of the new release, in every open state."""
    held = bench.start(kilos=1)
    assert claim(held.pk, "documents", now=bench.now)
    return {
        "ready": bench.start(kilos=1),
        "held": held,
        "sleeping": bench.started_and_run(kilos=1, waits=True),
        "waiting": bench.started_and_run(kilos=5),
        "incident": bench.started_and_run(kilos=1, ship_breaks=True),
    }


def rows(cases: dict[str, Case]) -> list[tuple[Any, ...]]:
    of = [case.pk for case in cases.values()]
    return [
        *Case.objects.filter(pk__in=of).order_by("pk").values_list("pk", "state", "step", "fence"),
        *StepRun.objects.filter(case__in=of).order_by("pk").values_list("pk", "state", "fence", "ring_at", "attempt"),
    ]


def test_the_old_release_leaves_them_alone_and_does_its_own(bench: Bench, new: dict[str, Case], settings: Any) -> None:
    release(settings, OLD)
    mine = bench.start()
    lost = bench.start()
    assert claim(lost.pk, "documents", now=bench.now)
    before = rows(new)
    bench.pass_time(days=6)

    for _ in range(3):
        engine.tick(now=bench.now)
        for case in new.values():
            assert [engine.run_link(case.pk, queue, clock=bench.clock) for queue in ("documents", "cases", "erp")] == (
                [0, 0, 0]
            )
    assert rows(new) == before
    assert not Escalation.objects.filter(case__in=list(new.values())).exists()
    bench.pass_time(seconds=30)
    assert {bench.run(mine).state, bench.run(lost).state} == {"completed"}


def test_the_new_release_goes_on_with_them(bench: Bench, new: dict[str, Case], settings: Any) -> None:
    release(settings, OLD)
    bench.pass_time(days=6)
    engine.tick(now=bench.now)

    release(settings, NEW)
    toy.fetch.fetched = [{}] * 9
    for _ in range(3):
        engine.tick(now=bench.now)
        bench.pass_time(minutes=1)
        for case in new.values():
            bench.run(case)
    bench.decide(new["waiting"], "accept")
    states = {how: Case.objects.get(pk=case.pk).state for how, case in new.items()}
    # Version 2 tries once: what was held when its worker died is asked about.
    asked = {"held": "incident", "incident": "incident"}
    assert states == {"ready": "completed", "sleeping": "completed", "waiting": "completed", **asked}
    assert ("label", 1, "done") in bench.runs(new["ready"])


def test_a_signal_that_only_the_old_release_hears_is_not_lost(
    bench: Bench, new: dict[str, Case], settings: Any
) -> None:
    release(settings, OLD)
    engine.emit(["van"], now=bench.now)
    for _ in range(3):
        engine.tick(now=bench.now)
        bench.pass_time(minutes=1)
    assert Signal.objects.get().heard == 2
    assert bench.run(new["sleeping"]).state == "running", "awake, but nothing of it was done"

    release(settings, NEW)
    toy.POST_OFFICE.vans = True
    assert bench.run(new["sleeping"]).state == "completed"


def test_a_version_is_refused_by_name(bench: Bench, new: dict[str, Case], settings: Any) -> None:
    release(settings, OLD)
    with pytest.raises(registry.UnknownVersion, match="parcel version 2 is of a later release"):
        registry.pinned("parcel", 2)
    assert (registry.knows("parcel", 1), registry.knows("parcel", 2), registry.knows("post", 1)) == (True, False, False)


def test_a_step_that_the_code_has_no_more_is_missed_by_name(
    bench: Bench, new: dict[str, Case], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Its cases wait for a release that has the step: nothing is skipped, and their neighbours go on."""
    settings.WORKFLOW_PROCESSES = ["tests.deploy.parcel_v3.PARCEL"]
    registry.forget()
    with pytest.raises(registry.StepGone, match="parcel has no step label any more"):
        registry.pinned("parcel", 2)
    mine = bench.start(kilos=1)
    bench.pass_time(minutes=1)

    before = rows(new)
    assert engine.tick(now=bench.now).rung == 1
    assert rows(new) == before
    assert "has no step label any more" in caplog.text
    assert [problem.id for problem in lint.check_versions(databases=["default"])] == ["workflow.E013"]
    assert bench.run(mine).state == "completed"
