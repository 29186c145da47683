"""Actors: each a thread with a database connection of its own, but only one acts at a time.

The stage hands an actor a job and waits until it is done, has died, or pauses at a point. So every
interleaving of the actors is chosen by the stage, and can be chosen again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from django.db import connections

Job = Callable[[], None]


class Crashed(BaseException):
    """The process that was at this point is dead. No `except Exception` of the product hears of it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a turn ended; `error` is what the job raised, as a real process would have logged it."""

    died: bool = False
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The actor stands at a point until this much later. `beats`: its lease is renewed meanwhile."""

    seconds: int
    beats: bool


Turn = Ended | Paused


class Actor:
    """Plays one job at a time, in a thread of its own."""

    def __init__(self, name: str, enter: Callable[["Actor"], None]) -> None:
        self.name = name
        self.beside: list[Callable[[], bool]] = []  # what runs in the background of its block
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._turns: SimpleQueue[Turn] = SimpleQueue()
        self._thread = threading.Thread(target=self._live, args=(enter,), name=name, daemon=True)
        self._thread.start()

    def act(self, job: Job) -> Turn:
        """Let it do the job until that is done, or it dies or pauses."""
        self._jobs.put(job)
        return self._turns.get()

    def go_on(self) -> Turn:
        """Let it go on from where it paused."""
        self._jobs.put(None)
        return self._turns.get()

    def pause(self, seconds: int, *, beats: bool) -> None:
        """Called by the actor itself, at a point: the others act meanwhile."""
        self._turns.put(Paused(seconds, beats))
        if self._jobs.get() is not None:
            raise Crashed  # the history is over: it never goes on

    def leave(self) -> None:
        """End whatever it still does, and its connection."""
        self.act(connections.close_all)

    def _live(self, enter: Callable[["Actor"], None]) -> None:
        enter(self)
        while True:
            job = self._jobs.get()
            assert job is not None, f"{self.name} isn't paused"
            self._turns.put(self._played(job))

    def _played(self, job: Job) -> Turn:
        try:
            job()
        except Crashed:
            connections.close_all()
            return Ended(died=True)
        except Exception as error:  # noqa: BLE001 -- a Celery task that raises is logged, and the worker lives on
            return Ended(error=error)
        finally:
            self.beside.clear()
        return Ended()
