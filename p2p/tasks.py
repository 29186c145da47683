"""What Celery calls: load, one call, report."""

import logging

from celery import shared_task

from p2p import collecting
from workflow.clock import now

logger = logging.getLogger(__name__)


@shared_task(name="p2p.fetch_mail")
def fetch_mail(**_later: object) -> None:
    """Take in what waits in the watched folder and the mailbox. Two at once do no harm."""
    for received in collecting.collect_all(clock=now):
        logger.info("Mail received", extra={"action": "mail_received", "cases": received.cases})
