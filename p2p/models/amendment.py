"""What somebody asks to be done about a posting or its payment after the fact, and what came of it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from p2p.models.payment import Payment
from p2p.models.posting import Posting
from workflow.models import Case


class Amendment(models.Model):
    """One request, with the case that decides it and does it. Inserted; later only closed, done or not.

    One at a time for a posting and its payment, and a posting is reversed once: the database says so.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="amendment", help_text="that does it")
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="amendments")
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="amendments")
    act = models.CharField(max_length=32, help_text="hold_payment, release_payment, cancel_payment, reverse_posting")
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    asked_by_name = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    key = models.CharField(max_length=100, blank=True, help_text="the effect's, once it is done")
    reference = models.CharField(max_length=200, blank=True, help_text="the accounts system's own number")
    done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting"], condition=Q(closed_at=None), name="amendment_open_once"),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(act="reverse_posting", done_at__isnull=False),
                name="posting_reversed_once",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="amendment_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.act} for {self.posting}"


def was_reversed(case: str) -> Exists:
    """Whether the posting of the case in this column was reversed: it bills nothing any more."""
    done = Amendment.objects.filter(act="reverse_posting", done_at__isnull=False)
    return Exists(done.filter(posting__approval__case_id=OuterRef(case)))
