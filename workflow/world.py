"""Everything that chance decides, behind one seam: time and what runs beside, new identities, the broker.

`WORKFLOW_WORLD` names the world; production has the real one. Simulations bring a world of their own, in
which a seed decides, and tests with processes bring one whose clock they share. The other sides that a
process knows (its systems, sources and stores) are chosen by that process's own settings likewise.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from celery import chain, current_app
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

RUN_LINK = "workflow.run_link"
SUMMONED_FOR = 60  # seconds; it is summoned again for as long as there is work
PUBLISH: dict[str, Any] = {"retry": True, "retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}}


class World(Protocol):
    """What differs from one run to the next."""

    def now(self) -> datetime:
        """This moment, aware, UTC."""

    def uuid(self) -> UUID:
        """An identity that nothing else has."""

    def publish(self, case_id: int, queues: Sequence[str]) -> None:
        """Hand the broker a chain with one link for each queue; raises when it can't be reached."""

    def summon(self, task: str, queue: str) -> None:
        """Hand the broker a task that finds its own work; raises when it can't be reached."""

    def beside(self, work: Callable[[], bool], every: timedelta) -> AbstractContextManager[None]:
        """Do the work again and again, in the background of the block, for as long as it says True."""


class RealWorld:
    """The machine's clock, random identities, Celery, threads."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def uuid(self) -> UUID:
        return uuid4()

    def publish(self, case_id: int, queues: Sequence[str]) -> None:
        links = [
            current_app.signature(RUN_LINK, kwargs={"case_id": case_id, "queue": queue}, immutable=True, queue=queue)
            for queue in queues
        ]
        chain(*links).apply_async(**PUBLISH)

    def summon(self, task: str, queue: str) -> None:
        current_app.send_task(task, queue=queue, expires=SUMMONED_FOR, **PUBLISH)

    @contextmanager
    def beside(self, work: Callable[[], bool], every: timedelta) -> Iterator[None]:
        over = threading.Event()
        thread = threading.Thread(target=_again_and_again, args=(work, every, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _again_and_again(work: Callable[[], bool], every: timedelta, over: threading.Event) -> None:
    try:
        while not over.wait(every.total_seconds()):
            if not work():
                return
    finally:
        connection.close()


_in_use: World | None = None


def current() -> World:
    """The world that this process lives in."""
    global _in_use
    if _in_use is None:
        made: World = import_string(settings.WORKFLOW_WORLD)()
        _in_use = made
    return _in_use


@contextmanager
def lived_in(world: World) -> Iterator[None]:
    """Everything in this process lives in that world until the block ends."""
    global _in_use
    before, _in_use = _in_use, world
    try:
        yield
    finally:
        _in_use = before
