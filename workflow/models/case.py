"""A case: one thing on its way through a process."""

from uuid import UUID

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from workflow import world
from workflow.models.states import moves_by, state_column
from workflow.transitions import CASE


def new_uid() -> UUID:
    """An identity for a case."""
    return world.current().uuid()


@moves_by(CASE)
class Case(models.Model):
    """The state of one case. Its history lies in step runs, decisions and events."""

    # In the keys of effects: unlike `id` it is never given twice, not even after a restore.
    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    process = models.CharField(max_length=64)
    version = models.PositiveIntegerField(help_text="the process version that the case began with")
    state = state_column(CASE)
    step = models.CharField(max_length=64, help_text="where the case stands, or ended")
    reason = models.CharField(max_length=64, blank=True, help_text="what is asked, while something is")
    subject = models.JSONField(default=dict, help_text="what the case was started with")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # Every change of the case counts this up, and names the old value: a late writer changes nothing.
    fence = models.PositiveIntegerField(default=0)
    runs = models.PositiveIntegerField(default=0, help_text="step runs so far")
    events_count = models.PositiveIntegerField(default=0)
    # Its default is the database's, too: during a deploy the release before this one still inserts cases.
    sealed = models.PositiveIntegerField(default=0, db_default=0, help_text="the last event that a seal covers")

    # The card: all that the queue knows (workflow.people.Card).
    number = models.CharField(max_length=100, blank=True)
    party = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    due_on = models.DateField(null=True)
    at_risk_at = models.DateTimeField(null=True)
    cause = models.TextField(blank=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="case_by_state"),
            models.Index(fields=["number"], name="case_by_number"),
            models.Index(fields=["received_at"], name="case_by_arrival"),
            models.Index(fields=["id"], condition=Q(sealed__lt=F("events_count")), name="case_to_seal"),
            # For parts of words, in capitals as `icontains` and `iexact` compare them.
            GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="case_number_parts"),
            GinIndex(OpClass(Upper("party"), "gin_trgm_ops"), name="case_party_parts"),
            GinIndex(OpClass(Upper("search"), "gin_trgm_ops"), name="case_search_parts"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"
