"""Rule: whoever should hear of something that is still open has been told, or will be."""

from collections.abc import Iterator
from datetime import timedelta

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
    for message in messages.filter(state="failed").order_by("id").iterator():
        sentence = f"Message {message.pk} to {message.address or 'nobody'} has failed: {message.error}"
        yield Broken(f"message {message.pk}", sentence, message.case_id)
    for message in messages.filter(state__in=UNSENT, due_at__lte=scope.now - LONGEST_DUE).order_by("id").iterator():
        sentence = f"Message {message.pk} to {message.address} was due at {message.due_at:%Y-%m-%d %H:%M} UTC."
        yield Broken(f"message {message.pk}", sentence, message.case_id)
    yield Looked(f"{escalations.count():,} thresholds passed in open cases, {messages.count():,} messages")


RULE = Rule(
    name="messages",
    meaning="Of each threshold that an open case has passed somebody was told, and no message about it has failed.",
    remedy="`manage.py messages` says why; mend the address or the mail server, then `manage.py messages --again ID`.",
    look=look,
)
