"""Histories that lead elsewhere than their rows are found."""

from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.planting import CASE, EVENT, RUN, TASK, asked, completed, sentences


@pytest.mark.parametrize(
    ("way", "statement", "sentence"),
    [
        (completed, CASE.format("state = 'refused'"), "its events say state 'completed', its row says 'refused'"),
        (completed, CASE.format("step = 'weigh'"), "its events say step 'ship', its row says 'weigh'"),
        (completed, CASE.format("runs = 9"), "its events say number of step runs 4, its row says 9"),
        (completed, CASE.format("events_count = 9"), "its events say number of events 6, its row says 9"),
        (asked, CASE.format("reason = 'uninsured'"), "its events say reason 'too_heavy', its row says 'uninsured'"),
        (asked, TASK.format("state = 'withdrawn'"), "its row says None"),
        (completed, "DELETE FROM workflow_event WHERE case_id = %s AND seq = 3", "event 3 is missing"),
        (completed, "DELETE FROM workflow_event WHERE case_id = %s AND seq = 6", "its events say state 'running'"),
        (completed, "DELETE FROM workflow_event WHERE case_id = %s", "its events say state ''"),
        (completed, EVENT.format("kind = 'step_flown'") + " AND seq = 2", "can't be told again"),
        (completed, EVENT.format("step = 'ship'") + " AND seq = 2", "event 2 ends step ship, but the case was running"),
        (completed, EVENT.format("kind = 'step_lost'") + " AND seq = 5", "its event says ship lost"),
        (completed, RUN.format("outcome = '{}'") + " AND number = 2", "step run 2 ended as weigh done {}"),
        (completed, RUN.format("state = 'failed'") + " AND number = 2", "step run 2 ended as weigh failed"),
        (completed, "DELETE FROM workflow_steprun WHERE case_id = %s AND number = 2", "numbered [1, 3, 4]"),
        (completed, RUN.format("number = 9") + " AND number = 2", "numbered [1, 3, 4, 9]"),
    ],
)
def test_retraced(bench: Bench, spoil: Any, way: Any, statement: str, sentence: str) -> None:
    case, other = way(bench), completed(bench)
    spoil(statement, case.pk)

    found = sentences(bench, "retraced")
    assert any(sentence in one for one in found), found
    assert sentences(bench, "retraced", cases=frozenset({other.pk})) == []


def test_histories_that_ended_before_are_not_read_again(bench: Bench, spoil: Any) -> None:
    case = completed(bench)
    spoil(CASE.format("runs = 9"), case.pk)
    bench.pass_time(days=1)

    assert len(sentences(bench, "retraced")) == 1
    assert sentences(bench, "retraced", since=bench.now) == []
    spoil(CASE.format("finished_at = NULL"), case.pk)
    assert len(sentences(bench, "retraced", since=bench.now)) > 0
