"""Rings for the work of a case. The database is the truth; a bell that isn't heard costs one sweep.

A chain is built from the definition: one link per run of consecutive steps on the same queue. A link
carries ids only; one that finds nothing to claim does nothing.
"""

from collections.abc import Sequence

from django.db import transaction

from workflow import world
from workflow.define import DEFAULT_QUEUE

SEND_MESSAGES = "workflow.send_messages"


def ring(case_id: int, queues: Sequence[str]) -> None:
    """Send word that the case has work, first on `queues[0]`; raises when the broker can't be reached."""
    world.current().publish(case_id, queues)


def ring_on_commit(case_id: int, queues: Sequence[str]) -> None:
    """Ring once the transaction is kept. A broker that is down is logged; the tick rings again."""

    # A plain function: Django names the callback that failed, and a partial has no name.
    def ring_now() -> None:
        ring(case_id, queues)

    transaction.on_commit(ring_now, robust=True)


def ring_for_messages() -> None:
    """Send for somebody who sends messages, once the transaction is kept; likewise."""

    def summon_now() -> None:
        world.current().summon(SEND_MESSAGES, DEFAULT_QUEUE)

    transaction.on_commit(summon_now, robust=True)
