"""Cases that wait for nobody, or whose rows disagree, are found."""

from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.planting import CASE, RUN, TASK, asked, asleep, completed, due, given_up, sentences


@pytest.mark.parametrize(
    ("way", "statement", "sentence"),
    [
        (completed, CASE.format("finished_at = NULL"), "is completed and has no time of its end"),
        (completed, CASE.format("reason = 'too_heavy'"), "is completed and still asks for too_heavy"),
        (
            completed,
            RUN.format("state = 'ready'") + " AND number = 4",
            "is completed and has 1 open step run(s): ship",
        ),
        (asked, TASK.format("state = 'withdrawn'"), "is waiting and has no open question: it waits for nobody"),
        (asked, TASK.format("role = ''"), "is waiting and asks for too_heavy, but names no role that answers"),
        (asked, TASK.format("reason = 'uninsured'"), "is waiting and should ask for too_heavy, but asks for uninsured"),
        (asked, TASK.format("step = 'ship'"), "is waiting and stands at weigh, but its question is of ship"),
        (asked, CASE.format("state = 'running'"), "is running and has 0 open step runs, not 1"),
        (asked, CASE.format("state = 'incident'"), "is incident and asks for too_heavy"),
        (given_up, CASE.format("state = 'waiting'"), "is waiting and asks for incident"),
        (given_up, CASE.format("finished_at = received_at"), "is incident and has the time of its end"),
        (asleep, RUN.format("state = 'cancelled'") + " AND state = 'sleeping'", "is sleeping and has 0 open step runs"),
        (asleep, CASE.format("state = 'running'"), "is running and has a sleeping step run"),
        (due, CASE.format("step = 'ship'"), "is running and stands at ship, but its step run is fetch"),
        (due, CASE.format("reason = 'too_heavy'"), "is running and should ask for too_heavy, but asks nothing"),
        (due, CASE.format("state = 'waiting'"), "is waiting and has 1 open step runs, not 0"),
    ],
)
def test_standing(bench: Bench, spoil: Any, way: Any, statement: str, sentence: str) -> None:
    case, other = way(bench), completed(bench)
    spoil(statement, case.pk)

    assert any(f"Case {case.pk} {sentence}" in found for found in sentences(bench, "standing"))
    assert sentences(bench, "standing", cases=frozenset({other.pk})) == []


def test_standing_finds_two_pieces_of_work(bench: Bench, spoil: Any) -> None:
    case = due(bench)
    spoil("DROP INDEX step_run_one_open")
    columns = "case_id, step, attempt, queue, fence, holder, due_at, ring_at, wakes_on, error, traceback"
    columns += ", created_at, sla_started_at, sla_seconds, sla_percent, state"
    again = f"SELECT {columns}, 2 FROM workflow_steprun WHERE case_id = %s"
    spoil(f"INSERT INTO workflow_steprun ({columns}, number) {again}", case.pk)

    assert sentences(bench, "standing") == [f"Case {case.pk} is running and has 2 open step runs, not 1."]
