"""Postings: what the accounts system booked. Inserted, never edited."""

from django.db import models

from p2p.models.approval import Approval
from p2p.models.columns import amount, currency


class Posting(models.Model):
    """The accounts system's answer to one approved invoice."""

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="posting")
    key = models.CharField(max_length=100, unique=True, help_text="the effect's key: never depends on the attempt")
    reference = models.CharField(max_length=100, help_text="the accounts system's own number")
    gross = amount()
    currency = currency()
    entries = models.JSONField(help_text="the lines booked: account, debit, credit")
    posted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"posting {self.reference}"
