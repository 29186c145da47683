"""What Celery calls: load, one call, report."""

import logging

from celery import shared_task
from django.conf import settings

from workflow import clock, engine
from workflow.sealing.anchor import anchor_new_seals

logger = logging.getLogger(__name__)

# Time to record that a link was stopped; then its process is killed, and its lease runs out.
LAST_WORDS_SECONDS = 10


@shared_task(
    name="workflow.run_link",
    soft_time_limit=settings.WORKFLOW_LINK_SECONDS,
    time_limit=settings.WORKFLOW_LINK_SECONDS + LAST_WORDS_SECONDS,
)
def run_link(*, case_id: int, queue: str, **_later: object) -> None:
    """Do the case's work that is due on this queue. Arguments of other releases are let pass."""
    engine.run_link(case_id, queue, clock=clock.now)


@shared_task(name="workflow.tick")
def tick(**_later: object) -> None:
    """Look after everything that is due by time."""
    done = engine.tick(now=clock.now())
    logger.info("tick", extra={"action": "tick", "done": str(done)})


@shared_task(name="workflow.send_messages")
def send_messages(**_later: object) -> None:
    """Send people what is due to be told."""
    sent = engine.send_due(clock=clock.now)
    logger.info("messages", extra={"action": "messages_sent", "sent": sent})


@shared_task(name="workflow.anchor")
def anchor(**_later: object) -> None:
    """Take the seals outside the database."""
    added = anchor_new_seals(now=clock.now())
    logger.info("anchor", extra={"action": "anchored", "seals": added})
