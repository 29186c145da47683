"""The world of a history: virtual time, identities from the seed, a broker that misbehaves."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection

from chaos.sim.actors import Actor
from chaos.sim.broker import Broker, Link, Summons
from chaos.sim.points import reach

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class SimulatedWorld:
    """Time passes when the stage says so. `off` is by how much the machine's clock is wrong just now."""

    def __init__(self, random: Random, broker: Broker) -> None:
        self.random = random
        self.broker = broker
        self.time = 0.0  # true seconds since the start
        self.off = timedelta()
        self.rang_too_early = 0

    def now(self) -> datetime:
        return self.moment(self.time)

    def moment(self, time: float) -> datetime:
        """What the machine's clock says at this true time, as wrong as it is now."""
        return START + timedelta(seconds=time) + self.off

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def publish(self, case_id: int, queues: Sequence[str]) -> None:
        self._ring(Link(case_id, tuple(queues)))

    def summon(self, task: str, queue: str) -> None:
        self._ring(Summons(task))

    def _ring(self, message: Link | Summons) -> None:
        if connection.in_atomic_block:
            self.rang_too_early += 1
        reach("ringing", "before")
        self.broker.publish(message, self.time)
        reach("ringing", "after")

    @contextmanager
    def beside(self, work: Callable[[], bool], every: timedelta) -> Iterator[None]:
        """Nothing runs by itself here: the stage does the work while the actor is slow."""
        actor = acting()
        if actor is None:
            yield
            return
        actor.beside.append(work)
        try:
            yield
        finally:
            if work in actor.beside:
                actor.beside.remove(work)


_here = threading.local()


def enter(actor: Actor) -> None:
    """This thread is this actor's."""
    _here.actor = actor


def acting() -> Actor | None:
    """The actor whose thread this is; None for the stage itself."""
    return getattr(_here, "actor", None)
