"""A task: one open question to one person."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from workflow.models.case import Case
from workflow.models.states import moves_by, state_column
from workflow.models.step_run import StepRun
from workflow.transitions import TASK

_OPEN = Q(state="open")


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
    # Stored, since the queue is ordered by it. A trigger reckons it for rows of the release before this one.
    answer_by = models.DateTimeField(help_text="when the time allowed for the answer is over")

    # The desk: who has it open, whose it is, until when it is put away. Defaults are the database's, too: during a
    # deploy the release before this one still inserts tasks.
    version = models.PositiveIntegerField(default=0, db_default=0, help_text="what an answer must have seen")
    holder_id = models.CharField(max_length=150, default="", db_default="", blank=True)
    holder_name = models.CharField(max_length=200, default="", db_default="", blank=True)
    held_until = models.DateTimeField(null=True, help_text="the holder's lease")
    assignee_id = models.CharField(max_length=150, default="", db_default="", blank=True, help_text="whose it is")
    assignee_name = models.CharField(max_length=200, default="", db_default="", blank=True)
    snoozed_until = models.DateTimeField(null=True, help_text="off the queue till then")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=_OPEN, name="task_one_open"),
        ]
        indexes = [
            models.Index(fields=["sla_next_at"], condition=_OPEN, name="task_sla"),
            models.Index(fields=["reason", "id"], condition=_OPEN, name="task_by_reason"),
            models.Index(fields=["answer_by", "id"], condition=_OPEN, name="task_by_answer"),
            models.Index(fields=["role", "answer_by", "id"], condition=_OPEN, name="task_by_role"),
            models.Index(fields=["assignee_id"], condition=_OPEN & ~Q(assignee_id=""), name="task_assigned"),
            models.Index(fields=["holder_id"], condition=_OPEN & ~Q(holder_id=""), name="task_held"),
            GinIndex(fields=["wakes_on"], condition=_OPEN, name="task_wakes_on"),
        ]

    def __str__(self) -> str:
        return f"Task {self.pk}: {self.reason} in case {self.case_id}"

    @property
    def sentence(self) -> str:
        """The question with its numbers in it."""
        return self.question.format(**self.params)

    def held_by(self, now: datetime) -> str:
        """The id of who has it open; "" where nobody has, or no longer."""
        alive = self.state == "open" and self.held_until is not None and self.held_until > now
        return self.holder_id if alive else ""
