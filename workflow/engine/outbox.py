"""Sends what is queued for people: each message at least once, under the same Message-ID.

A sender claims one message at a time, by compare-and-swap. If it dies, the message is due again after a while,
and may then be sent a second time: nobody can tell whether the server had taken it. A message that isn't taken
rests for as long as it has been queued (within limits), and is given up after a day.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from workflow import doorbell
from workflow.engine.move import Fenced, move
from workflow.engine.postbox import NotSent, Postbox, Unreachable
from workflow.models import Message
from workflow.models.message import UNSENT

logger = logging.getLogger(__name__)

# A sender that has said nothing for this long is dead: the server answers each line within EMAIL_TIMEOUT.
PRESUMED_DEAD = timedelta(seconds=60)
# No sender keeps a worker from its cases for longer.
ROUND = timedelta(seconds=30)
BATCH = 200

FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(days=1)


class NotSendable(Exception):
    """This message can't be queued again."""


Clock = Callable[[], datetime]


def to_send(*, now: datetime) -> bool:
    """Whether something is due and nobody is sending: one sender at a time leaves the workers to the cases."""
    return _due(now).exists() and not Message.objects.filter(state="sending", due_at__gt=now).exists()


def ring_if_due(*, now: datetime) -> bool:
    """Send for a sender where there is something to send; whether there was."""
    wanted = to_send(now=now)
    if wanted:
        doorbell.ring_for_messages()
    return wanted


def send_due(*, clock: Clock) -> int:
    """Send what is due, for a while, and return how many messages the server has taken."""
    began = clock()
    if not to_send(now=began):
        return 0
    sent = 0
    with Postbox() as postbox:
        for message in _batch(began):
            if clock() - began >= ROUND:
                break
            try:
                sent += _send(message, postbox, clock)
            except Unreachable as away:
                _all_rest(str(away), clock())
                break
    return sent


def send_again(message_id: int, *, now: datetime) -> None:
    """Queue a message that has failed once more, for another day; its Message-ID stays. Raises NotSendable."""
    message = Message.objects.filter(pk=message_id, state="failed").first()
    if message is None:
        raise NotSendable(f"There is no message {message_id} that has failed.")
    if not message.address:
        raise NotSendable(f"Message {message_id} is to nobody. {message.error}")
    move(message, "requeue", queued_at=now, due_at=now, error="")


def _send(message: Message, postbox: Postbox, clock: Clock) -> bool:
    now = clock()
    try:
        move(message, "claim", attempts=message.attempts + 1, due_at=now + PRESUMED_DEAD)
    except Fenced:
        return False  # another sender has it
    try:
        postbox.send(message)
    except NotSent as why:
        _rest(message, str(why), clock())
        if isinstance(why, Unreachable):
            raise
        return False
    _settle(message, "deliver", sent_at=clock(), error="")
    return True


def _all_rest(why: str, now: datetime) -> None:
    for message in _batch(now):
        _rest(message, why, now)


def _rest(message: Message, why: str, now: datetime) -> None:
    age = now - message.queued_at
    if age < GIVE_UP_AFTER:
        _settle(message, "put_off", due_at=now + min(max(age, FIRST_REST), LONGEST_REST), error=why)
        return
    logger.error("A message was given up", extra={"action": "message_failed", "key": message.key, "why": why})
    _settle(message, "give_up", error=why)


def _settle(message: Message, name: str, **changes: Any) -> None:
    try:
        move(message, name, **changes)
    except Fenced:  # we were taken for dead, and another sender has it
        logger.warning("Sent late", extra={"action": "message_fenced", "key": message.key})


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(state__in=UNSENT, due_at__lte=now)


def _batch(now: datetime) -> Sequence[Message]:
    return list(_due(now).order_by("due_at", "id")[:BATCH])
