"""Eight clerks at once, each on a connection of their own: no two of them get the same question."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login
from tests.exceptions_queue.queue_reading import actor_of
from workflow import clock, engine, registry
from workflow.models import Decision, Task

CLERKS, QUESTIONS = 8, 60
NAMES = [f"clerk{index}" for index in range(CLERKS)]


@pytest.fixture
def desk(django_db_setup: None, django_db_blocker: Any, settings: Any) -> Iterator[Desk]:
    """The lending desk in a database in which tests commit. Records refuse to be removed, so their guards rest."""
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.desk.LENDING"]
    registry.forget()
    with django_db_blocker.unblock():
        yield Desk()
        tables = [name for name in connection.introspection.table_names() if name.startswith("workflow_")]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        User.objects.filter(username__in=NAMES).delete()
        Group.objects.filter(user=None, name="clerk").delete()
        connection.close()
    registry.forget()


def at_once(work: Any) -> list[Any]:
    """The work of every clerk, begun at the same moment."""
    start = Barrier(CLERKS)

    def run(clerk: tuple[str, Client]) -> Any:
        start.wait()
        try:
            return work(*clerk)
        finally:
            connection.close()

    clerks = [(name, login(name, "clerk")) for name in NAMES]
    with ThreadPoolExecutor(CLERKS) as pool:
        return list(pool.map(run, clerks))


def taken(client: Client, after: str = "") -> int | None:
    """The number of the task that `next` leads to, None at the end of the view."""
    place = client.get(f"/queue/next/?{after}").headers["Location"].split("/")
    return int(place[2]) if place[1] == "tasks" else None


def test_no_question_is_given_to_two_and_none_is_left(desk: Desk) -> None:
    for index in range(QUESTIONS):
        desk.request(number=f"R-{index}")

    def drain(name: str, client: Client) -> list[tuple[int, str]]:
        given = []
        while task_id := taken(client):
            given.append((task_id, Task.objects.get(pk=task_id).held_by(clock.now())))
            engine.decide(task_id, "accept", actor=actor_of(name, "clerk"), now=clock.now())
        return given

    given = dict(zip(NAMES, at_once(drain), strict=True))
    tasks = Counter(task_id for mine in given.values() for task_id, _ in mine)
    assert len(tasks) == QUESTIONS
    assert set(tasks.values()) == {1}
    assert all(holder == name for name, mine in given.items() for _, holder in mine), "a lease was shared"
    assert Decision.objects.count() == QUESTIONS
    assert not Task.objects.filter(state="open").exists()


def test_leases_alone_keep_clerks_apart(desk: Desk) -> None:
    """Nobody answers: each goes down the same list, and what one has taken no other is given."""
    for index in range(QUESTIONS):
        desk.request(number=f"R-{index}")

    def walk(_name: str, client: Client) -> list[int]:
        given: list[int] = []
        while task_id := taken(client, f"after={given[-1]}" if given else ""):
            given.append(task_id)
        return given

    given = at_once(walk)
    assert sorted(task_id for mine in given for task_id in mine) == sorted(Task.objects.values_list("pk", flat=True))
