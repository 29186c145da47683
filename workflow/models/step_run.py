"""A step run: one attempt at one step of one case. The unit that a worker claims."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from workflow.models.case import Case
from workflow.models.states import moves_by, state_column
from workflow.transitions import STEP_RUN

OPEN = ("ready", "running", "sleeping")


@moves_by(STEP_RUN)
class StepRun(models.Model):
    """One attempt: what it was given, what it said, when, and for how long it may be held."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="step_runs")
    number = models.PositiveIntegerField(help_text="order within the case, from 1")
    step = models.CharField(max_length=64)
    attempt = models.PositiveIntegerField(default=1, help_text="from 1; counted when the run is claimed")
    state = state_column(STEP_RUN)
    queue = models.CharField(max_length=32)

    # Held by one worker at a time, by compare-and-swap on the fence, until the lease runs out.
    fence = models.PositiveIntegerField(default=0)
    holder = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)

    due_at = models.DateTimeField(help_text="not before; for a sleeping run: not later")
    ring_at = models.DateTimeField(help_text="when the tick sends word again, if nobody has come")
    wakes_on = ArrayField(models.CharField(max_length=200), default=list, help_text="signals")

    facts = models.JSONField(null=True, help_text="everything the step looked at")
    output = models.JSONField(null=True)
    outcome = models.JSONField(null=True, help_text="what the step said")
    error = models.TextField(blank=True, help_text="in a sentence")
    traceback = models.TextField(blank=True, help_text="for support; never local variables")

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    # The step's clock: wall time from when it first became due, over all its attempts.
    sla_started_at = models.DateTimeField()
    sla_seconds = models.FloatField()
    sla_percent = models.PositiveIntegerField(default=0, help_text="highest threshold dealt with")
    sla_next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="step_run_number_once"),
            # Processes are linear: at most one piece of work is open. Parallel steps lift this first.
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=OPEN), name="step_run_one_open"),
        ]
        indexes = [
            models.Index(fields=["ring_at"], condition=Q(state="ready"), name="step_run_to_ring"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="step_run_leases"),
            models.Index(fields=["due_at"], condition=Q(state="sleeping"), name="step_run_sleepers"),
            models.Index(fields=["sla_next_at"], condition=Q(state__in=OPEN), name="step_run_sla"),
            GinIndex(fields=["wakes_on"], condition=Q(state="sleeping"), name="step_run_wakes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of case {self.case_id}, attempt {self.attempt}"
