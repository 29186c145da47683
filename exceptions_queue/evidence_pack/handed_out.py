"""Who was handed the evidence of which case, in the application's log. Reading changes nothing of a case's history."""

import logging

from workflow.people import Actor

logger = logging.getLogger(__name__)


def note(case_id: int, actor: Actor, *, way: str) -> None:
    """One line for each pack, with the person's id as text that can't break out of its line."""
    logger.info("Evidence pack of case %d handed to %s (%s)", case_id, ascii(actor.id), way)
