"""The transition tables, and the guards in the database that are made from them."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.conftest import CLERK, Bench
from workflow import engine, transitions
from workflow.engine import Fenced, move
from workflow.models import (
    Case,
    Decision,
    Effect,
    Escalation,
    Event,
    Message,
    ProcessVersion,
    StepRun,
    Task,
    Undoing,
)
from workflow.transitions import States

TABLES = {
    Case: transitions.CASE,
    StepRun: transitions.STEP_RUN,
    Task: transitions.TASK,
    Effect: transitions.EFFECT,
    Message: transitions.MESSAGE,
}
RECORDS = (Event, Decision, Escalation, ProcessVersion, Undoing)


@pytest.mark.parametrize("states", TABLES.values(), ids=[model.__name__ for model in TABLES])
def test_every_state_is_reached_from_the_beginning(states: States) -> None:
    reached = set(states.initial)
    for _ in states.all():
        reached |= {new for old, new in states.pairs() if old in reached}
    assert reached == set(states.all())


@given(st.sampled_from(list(TABLES)), st.data())
def test_a_model_takes_exactly_the_moves_of_its_table(model: Any, data: st.DataObject) -> None:
    states = TABLES[model]
    state = data.draw(st.sampled_from(states.all()))
    row = model(state=state)
    allowed = {transition.name for transition in row.get_available_state_transitions()}
    assert allowed == {one.name for one in states.moves if state in one.sources}


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_the_database_refuses_pairs_outside_the_table(model: Any) -> None:
    states = TABLES[model]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.proname = %s",
            [f"{model._meta.db_table}_state_guard"],
        )
        (source,) = cursor.fetchone()
    for old in states.all():
        for new in states.all():
            assert (f"('{old}', '{new}')" in source) == ((old, new) in set(states.pairs())), (
                f"{model.__name__}: {old} to {new} differs from transitions.py; add a migration with state_guard()"
            )


def test_a_state_written_past_the_engine_is_refused(bench: Bench) -> None:
    case = bench.started_and_run()
    with pytest.raises(DatabaseError, match="may not go from completed to running"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="running")


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_records_can_not_be_changed_deleted_or_truncated(bench: Bench, model: Any) -> None:
    case = bench.started_and_run(kilos=12)
    engine.undo(bench.answered(case).pk, actor=CLERK, now=bench.now)
    bench.decide(case, "accept")
    bench.pass_time(days=1)
    late = bench.started_and_run(kilos=12)
    Escalation.objects.create(
        case=late,
        task=bench.task(late),
        percent=50,
        level="reminder",
        role="clerk",
        due_at=bench.now,
        fired_at=bench.now,
        skipped=False,
    )
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        refused = pytest.raises(DatabaseError, match=r"is a record|pending trigger")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.exists()


def test_a_row_that_somebody_else_moved_is_not_written(bench: Bench) -> None:
    case = bench.start()
    ours, theirs = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    move(theirs, "advance", step="weigh")

    with pytest.raises(Fenced):
        move(ours, "advance", step="ship")
    assert Case.objects.get(pk=case.pk).step == "weigh"
