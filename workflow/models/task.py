"""A task: one open question to one person."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from workflow.models.case import Case
from workflow.models.states import moves_by, state_column
from workflow.models.step_run import StepRun
from workflow.transitions import TASK


@moves_by(TASK)
class Task(models.Model):
    """The question, what it rests on, and who may answer with what."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    step_run = models.ForeignKey(StepRun, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)
    role = models.CharField(max_length=32, help_text="who may answer")
    state = state_column(TASK)
    question = models.TextField(help_text="template over params")
    params = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    also = models.JSONField(default=list, help_text="what will be asked next: reason and question")
    digest = models.CharField(max_length=64, help_text="identifies the evidence; answers are bound to it")
    wakes_on = ArrayField(models.CharField(max_length=200), default=list, help_text="signals")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    sla_seconds = models.FloatField()
    sla_percent = models.PositiveIntegerField(default=0, help_text="highest threshold dealt with")
    sla_next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="open"), name="task_one_open"),
        ]
        indexes = [
            models.Index(fields=["sla_next_at"], condition=Q(state="open"), name="task_sla"),
            models.Index(fields=["reason", "id"], condition=Q(state="open"), name="task_by_reason"),
            GinIndex(fields=["wakes_on"], condition=Q(state="open"), name="task_wakes_on"),
        ]

    def __str__(self) -> str:
        return f"Task {self.pk}: {self.reason} in case {self.case_id}"

    @property
    def sentence(self) -> str:
        """The question with its numbers in it."""
        return self.question.format(**self.params)
