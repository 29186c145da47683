"""Several people and workers at the same moment, each with a database connection of its own."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.db import connection, transaction

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine, registry
from workflow.world import RealWorld, lived_in

Job = Callable[[], Any]


class NobodyRings(RealWorld):
    """The tests deliver by themselves."""

    def publish(self, case_id: int, queues: Sequence[str]) -> None:
        pass


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, settings: Any) -> Iterator[Bench]:
    """The toy process in a database where everything commits. Its guards rest only while it is emptied."""
    settings.WORKFLOW_PROCESSES = ["tests.workflow.toy.PARCEL"]
    registry.forget()
    toy.POST_OFFICE.__init__()  # type: ignore[misc]
    with django_db_blocker.unblock(), lived_in(NobodyRings()):
        yield Bench()
        tables = [name for name in connection.introspection.table_names() if name.startswith("workflow_")]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        connection.close()
    registry.forget()


def at_once(jobs: Sequence[Job]) -> list[Any]:
    """What each came to: its result, or why it was refused. All begin together, connected already."""
    gate = threading.Barrier(len(jobs), timeout=20)

    def play(job: Job) -> Any:
        with closing(connection):
            connection.ensure_connection()
            gate.wait()
            try:
                return job()
            except engine.UnableToDecide as unable:
                return unable

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return list(pool.map(play, jobs))
