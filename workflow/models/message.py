"""A message to a person, kept with what it tells of and sent afterwards: at least once, under one Message-ID."""

from django.db import models
from django.db.models import Q

from workflow.models.case import Case
from workflow.models.escalation import Escalation
from workflow.models.states import moves_by, state_column
from workflow.transitions import MESSAGE

UNSENT = ("queued", "sending")


@moves_by(MESSAGE)
class Message(models.Model):
    """What is told to whom, and how far it has come."""

    # Names what is told and to whom, never the attempt: the same thing is told once.
    key = models.CharField(max_length=500, unique=True)
    message_id = models.CharField(max_length=250, help_text="the same at every attempt, so that a repeat is known")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="messages")
    escalation = models.ForeignKey(Escalation, null=True, on_delete=models.PROTECT, related_name="messages")
    recipient = models.CharField(max_length=320, blank=True, help_text="who it is for; empty where nobody was found")
    address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()

    state = state_column(MESSAGE)
    fence = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="not before; while it is being sent: when its sender counts as dead")
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, help_text="why it has not been sent, in a sentence")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=UNSENT), name="message_to_send"),
            models.Index(fields=["id"], condition=Q(state="failed"), name="message_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} (to {self.address or 'nobody'})"
