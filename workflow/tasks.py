"""What Celery calls: load, one call, report."""

import logging

from celery import shared_task

from workflow import clock, engine

logger = logging.getLogger(__name__)


@shared_task(name="workflow.run_link")
def run_link(*, case_id: int, queue: str, **_later: object) -> None:
    """Do the case's work that is due on this queue. Arguments of other releases are let pass."""
    engine.run_link(case_id, queue, clock=clock.now)


@shared_task(name="workflow.tick")
def tick(**_later: object) -> None:
    """Look after everything that is due by time."""
    done = engine.tick(now=clock.now())
    logger.info("tick", extra={"action": "tick", "done": str(done)})
