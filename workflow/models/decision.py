"""A decision: what a person answered, on which evidence. Only inserted."""

from django.db import models

from workflow.models.case import Case
from workflow.models.task import Task


class Decision(models.Model):
    """One answer to one task."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="decision")
    step = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)
    choice = models.CharField(max_length=64)
    actor_id = models.CharField(max_length=150)
    actor_name = models.CharField(max_length=200)
    actor_roles = models.JSONField(help_text="the roles at that moment")
    note = models.TextField(blank=True)
    values = models.JSONField(default=dict, help_text="corrected or entered fields, canonical")
    digest = models.CharField(max_length=64, help_text="of the evidence that was seen")
    at = models.DateTimeField()
    effective_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["actor_id", "-id"], name="decision_of_actor")]  # a person's own, newest first

    def __str__(self) -> str:
        return f"{self.choice} by {self.actor_id}"

    @property
    def undone(self) -> bool:
        """Whether it was taken back before it took effect: then it counts nowhere."""
        return hasattr(self, "undoing")
