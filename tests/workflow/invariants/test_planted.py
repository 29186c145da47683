"""Each rule finds what is planted past every guard, and names the case."""

from datetime import timedelta
from typing import Any

import pytest

from tests.workflow.conftest import Bench
from upkeep import checkup
from workflow.engine.claim import claim
from workflow.invariants import Scope
from workflow.models import Case


def sentences(bench: Bench, rule: str, **more: Any) -> list[str]:
    return [breach.sentence for breach in checkup.broken(Scope(now=bench.now, **more), [rule])]


def completed(bench: Bench) -> Case:
    return bench.started_and_run()


def asked(bench: Bench) -> Case:
    return bench.started_and_run(kilos=12)


def given_up(bench: Bench) -> Case:
    return bench.started_and_run(breaks=True)


def asleep(bench: Bench) -> Case:
    return bench.started_and_run(waits=True)


def due(bench: Bench) -> Case:
    return bench.start()


CASE = "UPDATE workflow_case SET {} WHERE id = %s"
RUN = "UPDATE workflow_steprun SET {} WHERE case_id = %s"
TASK = "UPDATE workflow_task SET {} WHERE case_id = %s"


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


@pytest.mark.parametrize(
    ("way", "statement", "patience", "sentence"),
    [
        (due, "", timedelta(seconds=120), "is due since 2026-03-02 09:00:00 UTC; nobody takes it from queue documents"),
        (asleep, "", timedelta(days=5, seconds=120), "sleeps, and was to be woken since 2026-03-07 09:00:00 UTC"),
        (
            due,
            RUN.format("state = 'running', lease_until = due_at"),
            timedelta(seconds=120),
            "is held, but its lease ended since 2026-03-02 09:00:00 UTC",
        ),
        (due, RUN.format("state = 'running', started_at = due_at"), None, "is held without a lease"),
    ],
)
def test_idle(bench: Bench, spoil: Any, way: Any, statement: str, patience: timedelta | None, sentence: str) -> None:
    case = way(bench)
    if statement:
        spoil(statement, case.pk)
    if patience:
        bench.now += patience
        assert sentences(bench, "idle") == [], "not before its time"
        bench.pass_time(seconds=1)

    (found,) = sentences(bench, "idle")
    assert f"of case {case.pk} {sentence}" in found


def test_who_stands_in_line_is_not_idle(bench: Bench) -> None:
    """Its queue is served, in the order in which cases fell due."""
    earlier, waiting = due(bench), due(bench)
    bench.pass_time(seconds=200)
    claim(earlier.pk, "documents", now=bench.now)
    assert sentences(bench, "idle") == []

    bench.pass_time(seconds=121)
    assert len(sentences(bench, "idle")) == 1, "now nobody is served any more"
    claim(waiting.pk, "documents", now=bench.now)


def test_who_is_passed_by_is_idle(bench: Bench) -> None:
    passed = due(bench)
    bench.pass_time(seconds=200)
    claim(due(bench).pk, "documents", now=bench.now)

    assert [f"of case {passed.pk} " in found for found in sentences(bench, "idle")] == [True]


EVENT = "UPDATE workflow_event SET {} WHERE case_id = %s"


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


@pytest.mark.parametrize(
    ("way", "statement", "sentence"),
    [
        (
            completed,
            RUN.format("""facts = jsonb_set(facts, '{kilos}', '"12"')""") + " AND step = 'weigh'",
            "said proceed; its facts say ask, too_heavy",
        ),
        (
            asked,
            RUN.format("""facts = jsonb_set(facts, '{kilos}', '"9"')""") + " AND step = 'weigh'",
            "said ask, too_heavy; its facts say proceed",
        ),
        (
            asleep,
            RUN.format("""facts = jsonb_set(facts, '{now}', '"2027-01-01T00:00:00Z"')""") + " AND step = 'insure'",
            "said wait; its facts say proceed",
        ),
        (
            completed,
            RUN.format("""facts = '{"kilos": "?"}'""") + " AND step = 'weigh'",
            "said proceed; its facts say ValidationError",
        ),
    ],
)
def test_redecided(bench: Bench, spoil: Any, way: Any, statement: str, sentence: str) -> None:
    case, other = way(bench), completed(bench)
    spoil(statement, case.pk)

    (found,) = sentences(bench, "redecided")
    assert found.startswith(f"Step {'insure' if way is asleep else 'weigh'} of case {case.pk} (run ")
    assert sentence in found
    assert sentences(bench, "redecided", cases=frozenset({other.pk})) == []


EFFECT = "UPDATE workflow_effect SET {} WHERE case_id = %s"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (EFFECT.format("key = key || ':2'"), "should have the key parcel:"),
        (EFFECT.format("reference = ''"), "is done, but has no reference"),
        (EFFECT.format("state = 'intended'"), "is intended, but the case is completed"),
        (EFFECT.format("state = 'unknown'"), "is unknown, but the case is completed"),
    ],
)
def test_effects(bench: Bench, spoil: Any, statement: str, sentence: str) -> None:
    case, other = completed(bench), completed(bench)
    spoil(statement, case.pk)

    (found,) = sentences(bench, "effects")
    assert f"of case {case.pk} {sentence}" in found
    assert sentences(bench, "effects", cases=frozenset({other.pk})) == []


def test_effects_finds_a_second_row(bench: Bench, spoil: Any) -> None:
    case = completed(bench)
    columns = "case_id, step, state, request, reference, response, confirmed_by, intended_at, done_at"
    spoil(
        f"INSERT INTO workflow_effect (key, {columns}) SELECT key || ':2', {columns} FROM workflow_effect"
        " WHERE case_id = %s",
        case.pk,
    )

    found = sentences(bench, "effects")
    assert f"Case {case.pk} has 2 effects for step ship, not 1." in found


def test_effects_finds_the_same_key_twice(bench: Bench, spoil: Any) -> None:
    case, other = completed(bench), completed(bench)
    spoil("ALTER TABLE workflow_effect DROP CONSTRAINT workflow_effect_key_key")
    spoil(EFFECT.format("key = (SELECT key FROM workflow_effect ORDER BY id LIMIT 1)"), other.pk)

    assert f"The key parcel:{case.uid}:ship stands on 2 effects, not 1." in sentences(bench, "effects")


def test_histories_that_ended_before_are_not_read_again(bench: Bench, spoil: Any) -> None:
    case = completed(bench)
    spoil(CASE.format("runs = 9"), case.pk)
    bench.pass_time(days=1)

    assert len(sentences(bench, "retraced")) == 1
    assert sentences(bench, "retraced", since=bench.now) == []
    spoil(CASE.format("finished_at = NULL"), case.pk)
    assert len(sentences(bench, "retraced", since=bench.now)) > 0
