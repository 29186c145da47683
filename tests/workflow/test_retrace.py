"""Events alone tell where a case stands, and which of them can't have happened."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.workflow.toy import PARCEL
from workflow.retrace import Impossible, Trace, retrace


@dataclass(frozen=True)
class Event:
    seq: int
    kind: str
    step: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def told(*events: tuple[Any, ...]) -> Trace:
    return retrace(PARCEL, [Event(seq, *event) for seq, event in enumerate(events, start=1)])


def stands(trace: Trace) -> tuple[Any, ...]:
    return trace.state, trace.step, trace.reason, trace.task, trace.runs, trace.finished


STARTED = ("started",)
FETCHED = (STARTED, ("step_done", "fetch"))
OPENED = ("task_opened", "weigh", {"task": 7, "reason": "too_heavy"})
ASKED = (*FETCHED, ("step_asked", "weigh"), OPENED)
WITHDRAWN = ("task_withdrawn", "weigh", {"task": 7, "reason": "too_heavy"})
FAILED = (STARTED, ("step_failed", "fetch"))
INCIDENT = (*FAILED, ("task_opened", "fetch", {"task": 8, "reason": "incident"}))
ASLEEP = (*FETCHED, ("step_done", "weigh"), ("step_waited", "insure"))
WOKEN = ("woken", "insure", {"why": "time"})


def decided(choice: str, reason: str = "too_heavy", step: str = "weigh", task: int = 7) -> tuple[Any, ...]:
    return ("decided", step, {"task": task, "reason": reason, "choice": choice})


def undone(again: int, reason: str = "too_heavy", step: str = "weigh", task: int = 7) -> tuple[Any, ...]:
    return ("undone", step, {"task": task, "reason": reason, "again": again})


def finished(state: str, step: str = "ship") -> tuple[Any, ...]:
    return ("finished", step, {"state": state, "because": "so"})


CLEAN = (*FETCHED, ("step_done", "weigh"), ("step_done", "insure"), ("step_done", "ship"), finished("completed"))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ("", "", "", None, 0, False)),
        ((STARTED,), ("running", "fetch", "", None, 1, False)),
        (FETCHED, ("running", "weigh", "", None, 2, False)),
        (CLEAN, ("completed", "ship", "", None, 4, True)),
        (ASKED, ("waiting", "weigh", "too_heavy", 7, 2, False)),
        ((*ASKED, decided("accept")), ("running", "weigh", "", None, 3, False)),
        ((*ASKED, decided("recheck")), ("running", "weigh", "", None, 3, False)),
        ((*ASKED, decided("correct")), ("running", "weigh", "", None, 3, False)),
        ((*ASKED, decided("accept"), undone(8)), ("waiting", "weigh", "too_heavy", 8, 3, False)),
        ((*ASKED, decided("correct"), undone(8), decided("accept", task=8)), ("running", "weigh", "", None, 4, False)),
        (
            (*INCIDENT, decided("retry", "incident", "fetch", 8), undone(9, "incident", "fetch", 8)),
            ("incident", "fetch", "incident", 9, 2, False),
        ),
        *(
            ((*ASKED, (kind, "weigh", {"task": 7})), ("waiting", "weigh", "too_heavy", 7, 2, False))
            for kind in ("taken_over", "assigned", "snoozed", "unsnoozed", "escalated")
        ),
        ((*ASKED, ("woken", "weigh")), ("running", "weigh", "too_heavy", 7, 3, False)),
        ((*ASKED, ("woken", "weigh"), ("step_asked", "weigh")), ("waiting", "weigh", "too_heavy", 7, 3, False)),
        ((*ASKED, ("woken", "weigh"), ("step_done", "weigh"), WITHDRAWN), ("running", "insure", "", None, 4, False)),
        (FAILED, ("running", "fetch", "", None, 2, False)),
        ((STARTED, ("step_lost", "fetch")), ("running", "fetch", "", None, 2, False)),
        (INCIDENT, ("incident", "fetch", "incident", 8, 1, False)),
        ((*INCIDENT, decided("retry", "incident", "fetch", 8)), ("running", "fetch", "", None, 2, False)),
        (ASLEEP, ("sleeping", "insure", "", None, 4, False)),
        ((*ASLEEP, WOKEN), ("running", "insure", "", None, 4, False)),
    ],
)
def test_where_the_case_stands(events: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    assert stands(told(*events)) == expected


def test_a_correction_begins_again_at_the_first_decision() -> None:
    uninsured = {"task": 7, "reason": "uninsured"}
    insuring = (*FETCHED, ("step_done", "weigh"), ("step_asked", "insure"), ("task_opened", "insure", uninsured))
    assert told(*insuring, decided("insure", "uninsured", "insure")).step == "insure"
    assert told(*ASKED, decided("correct")).step == "weigh"


def test_work_that_was_called_off_says_nothing() -> None:
    trace = told(*ASKED, decided("accept"), undone(8))
    assert (trace.ended[-1].step, trace.ended[-1].state, trace.ended[-1].outcome) == ("weigh", "cancelled", None)


def test_what_each_attempt_said_is_kept() -> None:
    trace = told(STARTED, ("step_done", "fetch", {"outcome": {"kind": "x"}}), ("step_failed", "weigh", {"error": "e"}))
    assert [(ended.step, ended.state, ended.outcome) for ended in trace.ended] == [
        ("fetch", "done", {"kind": "x"}),
        ("weigh", "failed", {"kind": "failed"}),
    ]


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((("step_done", "fetch"),), "event 1 is step_done, which can't follow nothing"),
        ((STARTED, STARTED), "event 2 is started, which can't follow running at fetch"),
        ((*CLEAN, ("woken", "ship")), "event 7 is woken, which can't follow completed at ship"),
        ((STARTED, ("step_done", "weigh")), "event 2 ends step weigh, but the case was running at fetch"),
        ((*ASKED, ("step_done", "weigh")), "event 5 ends step weigh, but the case was waiting at weigh"),
        ((*ASKED, OPENED), "event 5 opens a question while question 7 is open"),
        ((*ASKED, decided("accept", task=9)), "event 5 closes question 9, but 7 is open"),
        ((STARTED, WITHDRAWN), "event 2 closes question 7, but None is open"),
        ((STARTED, WOKEN), "event 2 wakes the case, which was running at fetch"),
        ((*ASKED, undone(8)), "event 5 takes an answer back that isn't the newest; the case was waiting at weigh"),
        ((*ASKED, ("woken", "weigh"), undone(8)), "event 6 takes an answer back that isn't the newest"),
        ((*ASKED, decided("accept"), undone(8, task=6)), "event 6 takes an answer back that isn't the newest"),
        ((*ASKED, decided("accept"), ("step_done", "weigh"), undone(8)), "event 7 takes an answer back that isn't"),
        ((*ASKED, ("snoozed", "weigh", {"task": 9})), "event 5 is about question 9, but 7 is open"),
        ((STARTED, ("flown",)), "event 2 is of an unknown kind, flown"),
    ],
)
def test_what_can_not_have_happened(events: tuple[Any, ...], why: str) -> None:
    with pytest.raises(Impossible, match=why):
        told(*events)


def test_a_gap_is_no_history() -> None:
    with pytest.raises(Impossible, match="event 2 is missing: the next one is 3"):
        retrace(PARCEL, [Event(1, "started"), Event(3, "step_done", "fetch")])
