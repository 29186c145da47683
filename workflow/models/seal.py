"""A seal: a finished stretch of a case's history, hashed. Only inserted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from workflow.models.case import Case


class Seal(models.Model):
    """One stretch of events, chained to the case's seal before it; all seals together form one chain, too."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField(help_text="order within the case, from 1")
    place = models.PositiveBigIntegerField(unique=True, help_text="order among all seals, from 1, without a gap")
    first_seq = models.PositiveIntegerField()
    last_seq = models.PositiveIntegerField()
    # Kept beside the digest, so that a changed row is named, not only noticed. Empty: the row was missing.
    hashes = ArrayField(models.CharField(max_length=64, blank=True), help_text="of each event, in order")
    digest = models.CharField(max_length=64, help_text="of all of the above and the case's seal before it")
    head = models.CharField(max_length=64, help_text="of the digest and the head of the seal one place before it")
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="seal_number_once"),
            models.UniqueConstraint(fields=["case", "first_seq"], name="seal_stretch_once"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number} of case {self.case_id}: events {self.first_seq} to {self.last_seq}"
