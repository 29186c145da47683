"""An escalation: a threshold of an SLA that was passed. Only inserted, once for each threshold."""

from django.db import models
from django.db.models import Q

from workflow.models.case import Case
from workflow.models.step_run import StepRun
from workflow.models.task import Task


class Escalation(models.Model):
    """Who should hear that this much of an SLA has gone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="escalations")
    step_run = models.ForeignKey(StepRun, null=True, on_delete=models.PROTECT)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="escalations")
    percent = models.PositiveIntegerField()
    level = models.CharField(max_length=32)
    role = models.CharField(max_length=32)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    skipped = models.BooleanField(help_text="a higher threshold fell due at the same time and was told instead")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step_run__isnull=False, task__isnull=True) | Q(step_run__isnull=True, task__isnull=False),
                name="escalation_of_one_clock",
            ),
            models.UniqueConstraint(fields=["step_run", "percent"], name="escalation_once_per_run"),
            models.UniqueConstraint(fields=["task", "percent"], name="escalation_once_per_task"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % in case {self.case_id}"
