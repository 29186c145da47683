"""The broker: keeps chains of links in no order, and loses, repeats and delays them as the faults say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from kombu.exceptions import OperationalError

from chaos.sim.faults import Fault, numbered


@dataclass(frozen=True, slots=True)
class Link:
    """A message: one link of a chain, and the queues of the links after it."""

    case_id: int
    queues: tuple[str, ...]
    not_before: float = 0.0

    def rest(self) -> tuple[str, ...]:
        return self.queues[1:]


@dataclass(frozen=True, slots=True)
class Summons:
    """A message: a task that finds its own work."""

    task: str
    not_before: float = 0.0


class Broker:
    """What Redis is to the product, at its worst."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.messages: list[Link | Summons] = []
        self.deaf_until = 0.0
        self._published = 0
        self._lost, self._repeated = numbered(faults, "lose"), numbered(faults, "repeat")
        self._late = numbered(faults, "late")

    def publish(self, message: Link | Summons, now: float) -> None:
        """Take a message in. Raises as kombu does when the broker can't be reached."""
        if now < self.deaf_until:
            raise OperationalError("the broker can't be reached")
        self._published += 1
        if self._published in self._lost:
            return
        if late := self._late.get(self._published):
            message = replace(message, not_before=now + late.amount)
        self.messages += [message, message] if self._published in self._repeated else [message]

    def ready(self, now: float) -> list[Link | Summons]:
        """What can be delivered now."""
        return [message for message in self.messages if message.not_before <= now]

    def deliver(self, random: Random, now: float) -> Link | Summons:
        """Any message that is ready, taken from the queue."""
        message = random.choice(self.ready(now))
        self.messages.remove(message)
        return message

    def flush(self) -> None:
        """FLUSHALL."""
        self.messages.clear()
