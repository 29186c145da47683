"""What Celery calls: load, one call, report."""

import logging

from celery import shared_task

from p2p import collecting, orphans
from workflow.clock import now

logger = logging.getLogger(__name__)


@shared_task(name="p2p.fetch_mail")
def fetch_mail(**_later: object) -> None:
    """Take in what waits in the watched folder and the mailbox. Two at once do no harm."""
    for received in collecting.collect_all(clock=now):
        logger.info("Mail received", extra={"action": "mail_received", "cases": received.cases})


@shared_task(name="p2p.adopt_orphans")
def adopt_orphans(**_later: object) -> None:
    """Look after files that a crash left without a row. Two at once do no harm."""
    found = sum(1 for _ in orphans.adopt(clock=now))
    logger.info("Looked for orphans", extra={"action": "orphans_adopted", "found": found})
