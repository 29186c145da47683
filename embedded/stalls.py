"""Whether the queues move: a worker that lost its connection may live on and consume nothing.

A message that has stood first in its queue for long, while a worker of that queue has room for it, is one that
nobody will fetch. A worker with its hands full may let a queue stand.
"""

from collections.abc import Iterable, Mapping

from celery import Celery
from kombu import Connection
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from embedded.child import Child, Role

ANSWER = 8.0  # seconds that a busy machine may take to hear
BROKER_ERRORS = (OSError, OperationalError, RedisError)


class Stalls:
    """How long each queue's first message has been there. Pure: time and messages are brought."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._first: dict[str, tuple[bytes | str, float]] = {}

    def observe(self, now: float, first: Mapping[str, bytes | str | None]) -> frozenset[str]:
        """Note each queue's first message (None: empty); the queues that have stood still for too long."""
        for queue, message in first.items():
            if message is None:
                self._first.pop(queue, None)
            elif queue not in self._first or self._first[queue][0] != message:
                self._first[queue] = (message, now)
        return frozenset(q for q, (_, since) in self._first.items() if now - since >= self.patience)


class QueueWatch:
    """Looks at the broker for `up`."""

    def __init__(self, app: Celery, children: Iterable[Child], patience: float) -> None:
        """`patience`: seconds that a message may lie although its worker has room."""
        self.app = app
        self.workers = tuple(child for child in children if child.role.queues)
        self.patience = patience
        self.stalls = Stalls(patience)

    def idlers(self, now: float) -> tuple[Child, ...]:
        """The workers that leave messages lying although they have room. A broker that is down shows nothing.

        A worker that has only just started isn't blamed for what it found.
        """
        try:
            with self.app.connection_for_read() as connection:
                connection.ensure_connection(max_retries=1, timeout=3)
                still = self.stalls.observe(now, self._first_messages(connection))
                suspects = (child for child in self.workers if still & set(child.role.queues))
                settled = (child for child in suspects if child.ready_for(now) >= self.patience)
                return tuple(child for child in settled if self._has_room(connection, child.role))
        except BROKER_ERRORS:
            return ()

    def _first_messages(self, connection: Connection) -> dict[str, bytes | str | None]:
        client: Redis = connection.default_channel.client  # type: ignore[attr-defined]  # kombu's Redis transport
        return {queue: client.lindex(queue, -1) for child in self.workers for queue in child.role.queues}

    def _has_room(self, connection: Connection, role: Role) -> bool:
        """Whether the worker could do more than it does. One that doesn't even answer could."""
        inspect = self.app.control.inspect(destination=[role.node], timeout=ANSWER, connection=connection)
        tasks = (inspect.active() or {}).get(role.node)
        return tasks is None or len(tasks) < role.concurrency
