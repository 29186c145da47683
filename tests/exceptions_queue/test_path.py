"""The way that a case has come, told from its step runs."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from exceptions_queue.path import Path, Visit, path_of, visits_of
from tests.exceptions_queue.desk import LENDING
from workflow.define import Process, Step, minutes

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def module(name: str, function: str = "decide") -> Any:
    return SimpleNamespace(__name__=f"shop.{name}", **{function: None})


def process(*steps: Any) -> Process:
    parts: dict[str, Any] = {name: getattr(LENDING, name) for name in ("card", "describe", "brief", "parse_value")}
    steps = tuple(Step(one, sla=minutes(1)) for one in steps)
    return Process(name="shop", version=1, steps=steps, escalation=(), **parts)


SHOP = process(module("take", "run"), module("weigh"), module("wrap"), module("send_out", "perform"))


def visit(step: str, state: str = "done", *, at: float = 0, lasts: float | None = 1, reason: str = "") -> Visit:
    began = NOW + timedelta(seconds=at)
    ended = began + timedelta(seconds=lasts) if lasts is not None else None
    started = began if state != "ready" else None
    return Visit(step=step, state=state, created_at=began, started_at=started, finished_at=ended, reason=reason)


def path(*visits: Visit, here: str, finished: bool = False, after: float = 100) -> Path:
    return path_of(SHOP, visits, here=here, finished=finished, now=NOW + timedelta(seconds=after))


def test_a_case_on_its_way_has_steps_behind_it_and_ahead() -> None:
    way = path(visit("take"), visit("weigh", "ready", lasts=None), here="weigh")
    assert [(stop.title, stop.kind, stop.state, stop.here) for stop in way.stops] == [
        ("Take", "work", "done", False),
        ("Weigh", "decision", "due", True),
        ("Wrap", "decision", "to come", False),
        ("Send out", "effect", "to come", False),
    ]
    assert way.hops == {(0, 1): 1}


def test_times_are_those_of_the_machine_and_of_those_who_were_asked() -> None:
    way = path(
        visit("take", at=0, lasts=0.5),
        visit("weigh", "asked", at=1, lasts=1, reason="heavy"),
        visit("weigh", "waited", at=7202, lasts=0.25),
        visit("weigh", at=7802.25, lasts=0.5),
        here="weigh",
    )
    weighed = way.stops[1]
    assert (weighed.runs, weighed.asked, weighed.took, weighed.waited) == (3, ("heavy",), "1.75 s", "2 h 10 min")
    assert (way.stops[0].took, way.stops[0].waited, way.stops[0].began_at) == ("0.50 s", "", NOW)
    assert way.hops == {(0, 1): 1}


def test_who_is_asked_now_is_waited_for_until_now() -> None:
    way = path(visit("take"), visit("weigh", "asked", at=1), here="weigh", after=302)
    assert (way.stops[1].state, way.stops[1].waited) == ("asks", "5 min")


def test_a_case_that_went_back_has_steps_to_come_again() -> None:
    way = path(visit("take"), visit("weigh"), visit("wrap", "asked"), visit("weigh", "asked"), here="weigh")
    assert [stop.state for stop in way.stops] == ["done", "asks", "to come again", "to come"]
    assert way.hops == {(0, 1): 1, (1, 2): 1, (2, 1): 1}


def test_a_case_that_ended_early_never_reached_the_rest() -> None:
    way = path(visit("take"), visit("weigh"), here="weigh", finished=True)
    assert [stop.state for stop in way.stops] == ["done", "done", "not reached", "not reached"]


def test_what_was_cancelled_never_took_place() -> None:
    way = path(visit("take"), visit("weigh", "asked"), visit("weigh", "cancelled", lasts=None), here="weigh")
    assert (way.stops[1].state, way.stops[1].runs) == ("asks", 1)


@pytest.mark.parametrize(("state", "word"), [("running", "under way"), ("lost", "failed"), ("sleeping", "sleeping")])
def test_a_state_is_named_for_people(state: str, word: str) -> None:
    assert path(visit("take", state), here="take").stops[0].state == word


def test_a_step_that_the_process_no_longer_has_is_left_out() -> None:
    way = path(visit("take"), visit("stamp"), visit("weigh"), here="stamp")
    assert (way.hops, any(stop.here for stop in way.stops)) == ({(0, 1): 1}, False)


def test_visits_are_step_runs_with_the_reason_that_they_asked_for() -> None:
    run = SimpleNamespace(step="take", state="asked", created_at=NOW, started_at=NOW, finished_at=NOW)
    asked = visits_of([SimpleNamespace(**vars(run), outcome={"kind": "ask", "reason": "heavy"})])
    assert asked == (visit("take", "asked", lasts=0, reason="heavy"),)
    assert visits_of([SimpleNamespace(**vars(run), outcome=None)])[0].reason == ""
