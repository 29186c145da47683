"""The history of a case: what happened, when, by whom. A trigger refuses every change of a row."""

from django.db import models

from workflow.models.case import Case


class Event(models.Model):
    """One thing that happened."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField(help_text="order within the case, from 1")
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    actor = models.CharField(max_length=150)
    step = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once")]

    def __str__(self) -> str:
        return f"{self.kind} in case {self.case_id}"
