"""Rule: whoever should hear of something that is still open has been told, or will be.

One breach for each address, not for each message: the question about it may itself be told to that address.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from workflow.invariants.rule import Broken, Looked, Rule, Scope
from workflow.models import Escalation, Message
from workflow.models.message import UNSENT
from workflow.transitions import CASE

# Each tick sends for a sender; two rounds and a sender that died fit in.
LONGEST_DUE = timedelta(minutes=10)


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Thresholds that nobody was told of, messages that have failed, and those that nobody sends."""
    still_open = ~Q(case__state__in=CASE.final())
    escalations = Escalation.objects.filter(still_open, skipped=False, **scope.where("case_id"))
    for escalation in escalations.filter(messages=None).order_by("id").iterator():
        clock = f"task {escalation.task_id}" if escalation.task_id else f"step run {escalation.step_run_id}"
        sentence = f"Nobody was told that {clock} of case {escalation.case_id} has passed {escalation.percent} %."
        yield Broken(f"case {escalation.case_id}", sentence, escalation.case_id)
    messages = Message.objects.filter(Q(case=None) | still_open, **scope.where("case_id"))
    for message in messages.filter(state="failed").order_by("address", "id").distinct("address").iterator():
        to = message.address or "nobody"
        sentence = f"Messages to {to} fail. The first is {message.pk}, of {_utc(message.queued_at)}: {message.error}"
        yield Broken(f"messages to {to}", sentence)
    late = messages.filter(state__in=UNSENT, due_at__lte=scope.now - LONGEST_DUE).order_by("due_at", "id").first()
    if late:
        sentence = f"Nobody sends messages: message {late.pk} to {late.address} was due at {_utc(late.due_at)}."
        yield Broken("messages", sentence)
    yield Looked(f"{escalations.count():,} thresholds passed in open cases, {messages.count():,} messages")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


RULE = Rule(
    name="messages",
    meaning="Of each threshold that an open case has passed somebody was told, and no message about it has failed.",
    remedy="`manage.py messages` says why; mend the address or the mail server, then `manage.py messages --again ID`.",
    look=look,
)
