"""The role that runs the application: it may do all that the engine does, and change no record."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import errors

from embedded.grants import grant_to, rights_by_table
from embedded.lint import check_roles
from tests.databases import application_role, connected_to, fresh_database, url_of
from tests.workflow import toy
from tests.workflow.conftest import APPROVER, Bench
from workflow import engine, registry
from workflow.models import Case, Event, Seal

RECORDS = (
    *("workflow_event", "workflow_decision", "workflow_escalation", "workflow_processversion", "workflow_seal"),
    "workflow_undoing",
    *("p2p_email", "p2p_document", "p2p_invoice", "p2p_match", "p2p_approval", "p2p_posting", "p2p_journalentry"),
)
STATES = ("workflow_case", "workflow_steprun", "workflow_task", "workflow_effect")
OPEN = ("auth_user", "django_session", "django_admin_log", "django_celery_beat_periodictask", "p2p_vendor")

Copy = tuple[str, str]


@pytest.fixture(scope="module")
def template(database_url: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The migrated database with the application's rights in it, and nobody connected."""
    role = application_role(database_url)
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        connection.close()
        with fresh_database(database_url, name) as url:
            with connected_to(url):
                call_command("migrate", verbosity=0)  # done already, where a test of this run uses the database
                grant_to(role)
            yield url.rpartition("/")[2]


@pytest.fixture
def copy(database_url: str, template: str) -> Iterator[Copy]:
    """A database of this test's own: (the owner's address, the application's)."""
    with fresh_database(database_url, template) as url:
        yield url, url_of(url, url.rpartition("/")[2], application_role(database_url))


def refused(url: str, statement: str) -> bool:
    """Whether the role may not even try. (What a trigger refuses has another name.)"""
    with psycopg.connect(url, autocommit=True) as connected:
        try:
            connected.execute(statement)
        except errors.InsufficientPrivilege:
            return True
        except psycopg.IntegrityError:
            return False
    return False


@pytest.mark.parametrize("table", [*RECORDS, *STATES])
def test_no_record_is_changed_or_deleted_and_no_state_row_deleted(copy: Copy, table: str) -> None:
    _, application = copy
    assert refused(application, f"DELETE FROM {table}")
    assert refused(application, f"TRUNCATE {table} CASCADE")
    assert refused(application, f"UPDATE {table} SET id = id") is (table in RECORDS)
    assert not refused(application, f"SELECT 1 FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE workflow_event",
        "ALTER TABLE workflow_event DISABLE TRIGGER ALL",
        "ALTER TABLE workflow_event DROP CONSTRAINT event_seq_once",
        "DROP TRIGGER workflow_event_insert_only ON workflow_event",
        "CREATE OR REPLACE RULE quiet AS ON DELETE TO auth_user DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
        "SELECT setval('workflow_event_id_seq', 1)",
        "SET ROLE p2p",
        "CREATE ROLE mine",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
        "COPY workflow_case TO PROGRAM 'cat'",
    ],
)
def test_nothing_around_the_guards_either(copy: Copy, statement: str) -> None:
    _, application = copy
    assert refused(application, statement)


@pytest.mark.parametrize("table", OPEN)
def test_everything_else_is_open(copy: Copy, table: str) -> None:
    _, application = copy
    key = "session_key" if table == "django_session" else "id"
    for statement in (f"SELECT FROM {table}", f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
        assert not refused(application, statement)


def test_not_even_a_table_for_a_while(copy: Copy, database_url: str, django_db_blocker: Any) -> None:
    """The rights on the database itself aren't copied with it: they are given anew."""
    owner, application = copy
    assert not refused(application, "CREATE TEMPORARY TABLE mine ()")
    with django_db_blocker.unblock(), connected_to(owner):
        grant_to(application_role(database_url))
    assert refused(application, "CREATE TEMPORARY TABLE mine ()")


def test_the_rights_come_from_the_guards_of_the_tables(copy: Copy, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), connected_to(copy[0]):
        rights = rights_by_table()
    assert {rights[table] for table in RECORDS} == {("SELECT", "INSERT")}
    assert {rights[table] for table in STATES} == {("SELECT", "INSERT", "UPDATE")}
    assert {rights[table] for table in OPEN} == {("SELECT", "INSERT", "UPDATE", "DELETE")}
    assert rights["django_migrations"] == ("SELECT",)


def test_the_engine_needs_no_more(copy: Copy, django_db_blocker: Any, settings: Any) -> None:
    """Work, questions, answers, effects, waits, ticks, seals: all under the application's role, committed."""
    settings.WORKFLOW_PROCESSES = ["tests.workflow.toy.PARCEL"]
    registry.forget()
    toy.fetch.fetched = []
    toy.POST_OFFICE.__init__()  # type: ignore[misc]
    with django_db_blocker.unblock(), connected_to(copy[1]):
        bench = Bench()
        asked = bench.started_and_run(kilos=12, uninsured=True)
        waits, late = bench.started_and_run(waits=True), bench.start()
        bench.decide(asked, "accept", note="fine")
        asked = bench.decide(asked, "insure", actor=APPROVER)
        bench.pass_time(days=6)
        ticked = engine.tick(now=bench.now)
        states = [bench.run(case).state for case in (asked, waits, late)]
        engine.tick(now=bench.now)
        unsealed = sum(case.events_count - case.sealed for case in Case.objects.all())
        events = Event.objects.count()
        sealed = sum(len(seal.hashes) for seal in Seal.objects.all())
    registry.forget()
    assert states == ["completed"] * 3
    assert ticked.woken == 1
    assert ticked.escalated
    assert (unsealed, sealed) == (0, events)


def test_a_role_that_owns_nothing_passes_the_deployment_check(
    copy: Copy, django_db_blocker: Any, settings: Any
) -> None:
    settings.DATABASE_URL = copy[1]
    with django_db_blocker.unblock(), connected_to(copy[1]):
        assert check_roles() == []


def test_a_copy_is_made_in_no_time(database_url: str, template: str) -> None:
    started = time.monotonic()
    with fresh_database(database_url, template):
        took = time.monotonic() - started
    assert took < 5, "far less than migrating"
