"""What was found broken, and the question that a person was asked about it."""

from django.db import models
from django.db.models import Q

from workflow.models import Case


class Breach(models.Model):
    """A rule that was found broken for a subject. Inserted; later only told that it is healed or closed.

    Closed without being healed means that a person has explained it.
    """

    rule = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    sentence = models.TextField()
    about = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="breaches", help_text="the case that it concerns"
    )
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="breach", help_text="that asks about it")
    found_at = models.DateTimeField()
    healed_at = models.DateTimeField(null=True, help_text="a later check no longer found it")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "breaches"
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject"], condition=Q(closed_at=None), name="breach_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}"

    @property
    def signal(self) -> str:
        """What the case that asks about it waits for."""
        return f"breach:{self.case_id}"
