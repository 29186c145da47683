"""A case that nobody needs to look at, from start to end."""

from typing import Any

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine
from workflow.models import Case, Effect, Event, ProcessVersion, StepRun


def test_a_case_runs_through_every_step_once(bench: Bench) -> None:
    case = bench.started_and_run(kilos=5)

    assert case.state == "completed"
    assert bench.runs(case) == [("fetch", 1, "done"), ("weigh", 1, "done"), ("insure", 1, "done"), ("ship", 1, "done")]
    assert toy.POST_OFFICE.calls == ["find", "perform"]
    effect = Effect.objects.get(case=case)
    assert (effect.state, effect.key, effect.reference) == ("done", f"parcel:{case.uid}:ship", "ref-1")


def test_every_step_keeps_what_it_saw_and_said(bench: Bench) -> None:
    case = bench.started_and_run(kilos=7)

    weighed = StepRun.objects.get(case=case, step="weigh")
    assert weighed.facts is not None
    assert weighed.facts["kilos"] == "7"
    assert weighed.output == {"kilos": "7"}
    assert weighed.outcome == {"kind": "proceed"}
    assert weighed.started_at == weighed.finished_at == bench.now


def test_the_history_is_numbered_without_a_gap(bench: Bench) -> None:
    case = bench.started_and_run()

    events = Event.objects.filter(case=case).order_by("seq")
    assert [event.kind for event in events] == ["started", *["step_done"] * 4, "finished"]
    assert [event.seq for event in events] == list(range(1, 7))
    assert case.events_count == 6


def test_a_repeated_or_stray_message_finds_nothing_to_claim(bench: Bench) -> None:
    case = bench.started_and_run()

    assert [engine.run_link(case.pk, queue, clock=bench.clock) for queue in ("documents", "cases", "erp")] == [0, 0, 0]
    assert engine.run_link(case.pk + 1, "cases", clock=bench.clock) == 0
    assert len(toy.fetch.fetched) == 1


def test_an_effect_that_is_not_needed_is_not_called(bench: Bench) -> None:
    case = bench.started_and_run(collected=True)

    assert case.state == "completed"
    assert toy.POST_OFFICE.calls == []
    assert not Effect.objects.exists()


def test_the_version_is_stored_whole_with_the_first_case(bench: Bench) -> None:
    bench.start()
    bench.start()

    version = ProcessVersion.objects.get()
    assert (version.name, version.version, version.digest) == ("parcel", 1, toy.PARCEL.digest())
    assert version.spec["steps"][1]["rules"] == {"kilos": "10"}


def test_statements_for_a_decision_stretch_do_not_grow(bench: Bench, django_assert_max_num_queries: Any) -> None:
    case = bench.start()
    engine.run_link(case.pk, "documents", clock=bench.clock)
    with django_assert_max_num_queries(20):
        engine.run_link(case.pk, "cases", clock=bench.clock)
    assert Case.objects.get(pk=case.pk).step == "ship"
