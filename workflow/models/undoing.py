"""An answer that was taken back before it took effect. Only inserted: the decision stays, and counts nowhere."""

from django.db import models

from workflow.models.case import Case
from workflow.models.decision import Decision
from workflow.models.task import Task


class Undoing(models.Model):
    """Who took which answer back, and the task in which the same is asked again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="undoings")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="undoing")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="asked_again_by")
    actor_id = models.CharField(max_length=150)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Decision {self.decision_id} taken back by {self.actor_id}"
