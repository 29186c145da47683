"""Cases that an earlier release left in every open state go on under the next one, by their own rules."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.deploy.conftest import load
from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine, registry
from workflow.models import Case, Effect, StepRun
from workflow.transitions import CASE, STEP_RUN

OPEN_RUNS = {"ready", "running", "sleeping"}
V1_STEPS = {"fetch", "weigh", "insure", "ship"}


@pytest.fixture
def left(bench: Bench) -> dict[str, Case]:
    """By how they were left: version 1's cases, at noon of the day on which they began."""
    load("parcels_v1")
    for effect in Effect.objects.exclude(case__party="intended, not done"):
        toy.POST_OFFICE.ledger[effect.key] = "5"
    bench.now += timedelta(hours=3)
    return {case.party: case for case in Case.objects.all()}


def settled(bench: Bench) -> None:
    """Tick and work until nothing moves any more: a little later each time."""
    for _ in range(8):
        engine.tick(now=bench.now)
        for case in Case.objects.filter(state="running"):
            bench.run(case)
        bench.pass_time(minutes=1)


def test_every_open_state_is_among_what_was_stored(left: dict[str, Case]) -> None:
    assert {case.state for case in left.values()} == set(CASE.all()) - set(CASE.final())
    states = set(StepRun.objects.values_list("state", flat=True))
    assert states >= OPEN_RUNS
    assert states <= set(STEP_RUN.all())
    assert set(Effect.objects.values_list("state", flat=True)) == {"intended", "unknown"}


@pytest.mark.parametrize(
    ("how", "steps"),
    [
        ("ready", [("fetch", 1, "done"), ("weigh", 1, "done"), ("insure", 1, "done"), ("ship", 1, "done")]),
        # Version 2 would give up after one attempt.
        (
            "held",
            [
                ("fetch", 1, "lost"),
                ("fetch", 2, "done"),
                ("weigh", 1, "done"),
                ("insure", 1, "done"),
                ("ship", 1, "done"),
            ],
        ),
        ("intended, done outside", None),
        ("intended, not done", None),
    ],
)
def test_what_was_under_way_is_done_by_its_own_rules(
    bench: Bench, left: dict[str, Case], how: str, steps: list[tuple[str, int, str]] | None
) -> None:
    settled(bench)
    case = Case.objects.get(pk=left[how].pk)
    assert (case.version, case.state) == (1, "completed"), bench.runs(case)
    assert steps is None or bench.runs(case) == steps
    assert {step for step, _, _ in bench.runs(case)} <= V1_STEPS, "version 2's step is not for it"


def test_what_slept_is_woken_by_its_time(bench: Bench, left: dict[str, Case]) -> None:
    settled(bench)
    assert Case.objects.get(pk=left["sleeping"].pk).state == "sleeping"
    bench.pass_time(days=5)
    settled(bench)
    assert Case.objects.get(pk=left["sleeping"].pk).state == "completed"


@pytest.mark.parametrize(
    ("how", "choice", "values"),
    [
        ("waiting", "accept", {}),
        ("waiting", "correct", {"kilos": "5"}),  # more than version 2 allows
        ("incident", "retry", {}),
        ("unknown", "was_done", {"reference": "7"}),
    ],
)
def test_what_was_asked_is_answered_as_it_was_asked(
    bench: Bench, left: dict[str, Case], how: str, choice: str, values: dict[str, str]
) -> None:
    case = bench.decide(left[how], choice, values=values)
    assert case.state == "completed"


def test_their_escalation_is_their_own(bench: Bench, left: dict[str, Case]) -> None:
    levels = [level.name for level in registry.pinned("parcel", 1).escalation]
    assert levels == ["reminder", "manager", "director"]
    engine.tick(now=bench.now)
    assert left["waiting"].escalations.values_list("level", flat=True).get() == "reminder"


def test_nothing_is_done_twice_outside(bench: Bench, left: dict[str, Case]) -> None:
    already = len(toy.POST_OFFICE.ledger)
    settled(bench)
    done = Effect.objects.filter(state="done", case__in=[case.pk for case in left.values()])
    begun_here = done.exclude(case__party="").count()
    assert toy.POST_OFFICE.calls.count("perform") == len(toy.POST_OFFICE.ledger) - already
    assert begun_here == 4  # ready, held, and the two that were intended


def test_new_cases_take_the_new_version(bench: Bench, left: dict[str, Case]) -> None:
    case = bench.started_and_run(kilos=2)
    assert (case.version, case.state, case.version) == (2, "completed", 2)
    assert ("label", 1, "done") in bench.runs(case)
    assert bench.started_and_run(kilos=5).state == "waiting"


def test_facts_of_old_runs_are_kept_as_they_were(bench: Bench, left: dict[str, Case]) -> None:
    def ended() -> list[tuple[Any, datetime | None]]:
        runs = StepRun.objects.filter(pk__in=before).order_by("pk")
        return list(runs.values_list("facts", "finished_at"))

    before = list(StepRun.objects.exclude(state__in=OPEN_RUNS).values_list("pk", flat=True))
    was = ended()
    settled(bench)
    assert ended() == was
