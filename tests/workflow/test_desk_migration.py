"""Rows from before leases and stored due times are filled; the release before goes on writing its own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.workflow.conftest import Bench
from workflow.models import Task

DESK = ("workflow", "0005_desk")
BEFORE = ("workflow", "0004_messages")
# As the release before 0005 inserts a task: its columns, and no others.
_INSERT = """
    INSERT INTO workflow_task (case_id, step_run_id, step, reason, role, state, question, params, evidence, also,
        digest, wakes_on, opened_at, closed_at, sla_seconds, sla_percent, sla_next_at)
    SELECT case_id, step_run_id, step, reason, role, 'withdrawn', question, params, evidence, also, digest,
        wakes_on, opened_at, closed_at, 5400.5, sla_percent, sla_next_at
    FROM workflow_task WHERE id = %s RETURNING id
"""


def test_tasks_of_the_release_before_get_their_due_time_and_lie_on_nobody_s_desk(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [bench.task(case).pk])
        (inserted,) = cursor.fetchone()
    task = Task.objects.get(pk=inserted)
    assert task.answer_by == task.opened_at + timedelta(seconds=5400.5)
    assert (task.version, task.holder_id, task.assignee_id, task.held_until, task.snoozed_until) == (
        0,
        "",
        "",
        None,
        None,
    )


def test_a_due_time_that_is_given_is_kept(bench: Bench) -> None:
    task = bench.task(bench.started_and_run(kilos=12))
    assert task.answer_by == bench.now + timedelta(hours=4)
    with pytest.raises(IntegrityError, match="answer_by"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(answer_by=None)


def test_tasks_that_are_there_are_filled(bench: Bench) -> None:
    task = bench.task(bench.started_and_run(kilos=12))
    connection.check_constraints()  # nothing is left pending: the table is altered in this transaction
    loader = MigrationExecutor(connection).loader
    migration = loader.get_migration(*DESK)
    with connection.schema_editor() as editor:
        migration.unapply(loader.project_state(BEFORE), editor)
    assert "answer_by" not in columns()
    with connection.schema_editor() as editor:
        migration.apply(loader.project_state(BEFORE), editor)
    filled = Task.objects.get(pk=task.pk)
    assert (filled.answer_by, filled.version, filled.holder_id) == (task.answer_by, 0, "")


def columns() -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, "workflow_task")}
