"""A signal: word that something outside a case has changed. Only inserted, heard twice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Signal(models.Model):
    """Committed with the change that it tells of.

    It is heard at once, and again a little later for a case that was just falling asleep on older facts.
    """

    keys = ArrayField(models.CharField(max_length=200))
    at = models.DateTimeField()
    hear_at = models.DateTimeField(help_text="when the tick hears it (again)")
    heard = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["hear_at"], condition=Q(heard__lt=2), name="signal_to_hear")]

    def __str__(self) -> str:
        return ", ".join(self.keys)
