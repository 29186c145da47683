"""What Celery calls: load, one call, report."""

import logging

from celery import shared_task

from upkeep import nightly
from workflow.clock import now

logger = logging.getLogger(__name__)


# Longer than other tasks may run, shorter than the broker waits before it hands a message to somebody else.
@shared_task(name="upkeep.check_invariants", soft_time_limit=780, time_limit=840)
def check_invariants(**_later: object) -> None:
    """Check what must hold, and ask people about what doesn't. Two at once do no harm."""
    reported = nightly.check(now=now())
    logger.info("Invariants checked", extra={"action": "invariants_checked", "done": str(reported)})
