"""The running system that the browser tests look at, and the questions that wait in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from tests.journeys.provoked import Provoker
from tests.journeys.system import System

UNDO_SECONDS = 20
# Nine reasons; ten questions are answered by keyboard, what is left over is for the tests about one question.
SEEDS = (
    "clean",
    "price_variance",
    "wrong_company",
    "arithmetic_error",
    "new_vendor",
    "bank_details_differ",
    "po_not_found",
    "quantity_variance",
    "not_payable_document",
    "over_threshold",
    "over_threshold",
    "price_variance",
    "arithmetic_error",
    "quantity_variance",
    "bank_details_differ",
    "wrong_company",
    "price_variance",
    "quantity_variance",
)
SETTINGS = {"P2P_TICK_SECONDS": "1", "P2P_UNDO_SECONDS": str(UNDO_SECONDS)}

# Somebody of two roles: who may take a question over that a clerk has open.
DEPUTY = """
from django.contrib.auth.models import Group, User
user = User.objects.create(username="deputy", first_name="Delia", last_name="Ashdown")
user.password = User.objects.get(username="clerk").password
user.save()
user.groups.set(Group.objects.filter(name__in=["clerk", "manager"]))
"""


@dataclass(slots=True)
class Station:
    """A running system whose questions wait to be answered."""

    system: System
    password: str = ""
    database: str = ""
    sessions: dict[str, Any] = field(default_factory=dict)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says, read beside the running system."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def value(self, query: str, *values: Any) -> Any:
        return self.rows(query, *values)[0][0]

    def question(self, role: str = "clerk", reason: str = "") -> int:
        """The newest open question for a role that nobody else holds: tests take theirs from the end."""
        found = self.rows(
            "SELECT id FROM workflow_task WHERE state = 'open' AND role = %s AND (%s = '' OR reason = %s)"
            " AND (held_until IS NULL OR held_until < now() OR holder_id = %s) ORDER BY id DESC LIMIT 1",
            role,
            reason,
            reason,
            role,  # demo users are named for their role
        )
        assert found, f"no question {reason} is left for {role}: seed more"
        task: int = found[0][0]
        return task

    def case_in(self, state: str) -> int:
        case: int = self.value("SELECT min(id) FROM workflow_case WHERE state = %s", state)
        return case

    def decisions(self, task: int) -> list[tuple[str, str, str]]:
        """Choice, actor and note of every answer to a question."""
        rows = self.rows("SELECT choice, actor_id, note FROM workflow_decision WHERE task_id = %s", task)
        return [(choice, actor, note) for choice, actor, note in rows]

    def taken_back(self, task: int) -> int:
        """How many answers to a question were undone."""
        undone: int = self.value(
            "SELECT count(*) FROM workflow_undoing JOIN workflow_decision d ON d.id = decision_id WHERE d.task_id = %s",
            task,
        )
        return undone

    def refused_by_policy(self) -> list[tuple[Any, ...]]:
        """What browsers reported: nothing is to be."""
        return self.rows("SELECT page, directive, refused, source FROM exceptions_queue_policyreport")


@contextmanager
def running(data: Path, folder: Path, seeds: Sequence[str] = SEEDS) -> Iterator[Station]:
    """Everything up, with demo users; its mails have been read, and their questions asked."""
    station = Station(System(data, SETTINGS))
    try:
        station.system.up()
        _fill(station, folder, seeds)
        yield station
    finally:
        station.system.down()
        if station.system.process is not None and station.system.process.poll() is None:
            station.system.process.kill()


def _fill(station: Station, folder: Path, seeds: Sequence[str]) -> None:
    system = station.system
    done = system.run("demo_users")
    assert done.returncode == 0, done.stderr
    done = system.run("shell", "--no-imports", "-c", DEPUTY)
    assert done.returncode == 0, done.stderr
    station.password = (system.data / "password").read_text()
    station.database = system.database_url()
    written = Provoker(folder, date.today()).write(list(seeds))  # noqa: DTZ011 -- a calendar date of this machine
    system.lines("import_masters", folder / "masters")
    system.receive(*(mail for mail, _, _ in written))
    system.rest()
