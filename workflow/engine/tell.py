"""Writes who is told what, in the transaction of what it tells of. `workflow.engine.outbox` sends it afterwards.

Who hears is the installation's business: `WORKFLOW_RECIPIENTS` names a function of a role and a case.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.module_loading import import_string

from workflow.define import Process
from workflow.engine.letter import Letter, Word, letter
from workflow.models import Case, Escalation, Message
from workflow.people import Recipient

logger = logging.getLogger(__name__)

NOBODY = Recipient(id="", name="", address="")


def tell(
    escalation: Escalation,
    process: Process,
    *,
    since: datetime,
    budget: timedelta,
    now: datetime,
    word: Word | None = None,
) -> None:
    """Queue a message for everybody who hears of it; where that is nobody, keep one that has failed."""
    text = letter(escalation, process, since=since, budget=budget, now=now, word=word)
    hearers = _each_once(recipients(escalation.role, escalation.case))
    rows = [_message(escalation, text, hearer, _problem(hearer), now) for hearer in hearers]
    Message.objects.bulk_create(rows or [_message(escalation, text, NOBODY, _untold(escalation.role), now)])


def recipients(role: str, case: Case) -> Iterable[Recipient]:
    """Who hears what a role is told of this case, as the installation says."""
    of_role: Callable[[str, Case], Iterable[Recipient]] = import_string(settings.WORKFLOW_RECIPIENTS)
    return of_role(role, case)


def message_id(key: str) -> str:
    """The Message-ID for what `key` names: the same at every attempt, and nobody else's."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{settings.WORKFLOW_MAIL_DOMAIN}>"


def _each_once(hearers: Iterable[Recipient]) -> Iterable[Recipient]:
    """Nobody twice, under one name or one address."""
    by_id = {hearer.id: hearer for hearer in hearers}
    return {hearer.address.casefold(): hearer for hearer in by_id.values()}.values()


def _problem(hearer: Recipient) -> str:
    """Why this person can't be told; "" where a message may be sent."""
    try:
        validate_email(hearer.address)
    except ValidationError:
        return f"{hearer.address!r} is no address: correct that of {hearer.name}."
    return ""


def _untold(role: str) -> str:
    return f"There is nobody to tell: no active user of the role {role!r} has an address, and there is no last resort."


def _message(escalation: Escalation, text: Letter, hearer: Recipient, problem: str, now: datetime) -> Message:
    clock = f"task:{escalation.task_id}" if escalation.task_id else f"step_run:{escalation.step_run_id}"
    key = f"escalation:{escalation.case.uid}:{clock}:{escalation.percent}:{hearer.id}"
    if problem:
        logger.error("A message can't be sent", extra={"action": "message_failed", "key": key, "why": problem})
    return Message(
        key=key,
        message_id=message_id(key),
        case=escalation.case,
        escalation=escalation,
        recipient=hearer.id,
        address=hearer.address,
        subject=text.subject,
        body=text.body,
        state="failed" if problem else "queued",
        queued_at=now,
        due_at=now,
        error=problem,
    )
