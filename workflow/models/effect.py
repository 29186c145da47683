"""An effect: a call to the outside that must happen at most once."""

from django.db import models

from workflow.models.case import Case
from workflow.models.states import moves_by, state_column
from workflow.transitions import EFFECT


@moves_by(EFFECT)
class Effect(models.Model):
    """The intent, kept before the call under a key that never depends on the attempt, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="effects")
    step = models.CharField(max_length=64)
    key = models.CharField(max_length=100, unique=True)
    state = state_column(EFFECT)
    request = models.JSONField()
    reference = models.CharField(max_length=200, blank=True)
    response = models.JSONField(default=dict)
    confirmed_by = models.CharField(max_length=150, blank=True, help_text="a person, where nobody else could tell")
    intended_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
