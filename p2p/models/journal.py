"""The built-in accounts-payable ledger: balanced double entry. It stands for an outside system.

Nothing but `p2p.erp.ledger` reads or writes these tables.
"""

from django.db import models

from p2p.models.columns import amount, currency


class JournalEntry(models.Model):
    """One booking. The key makes it at most one per invoice, whoever asks however often."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, help_text="invoice, credit_note or payment")
    vendor_code = models.CharField(max_length=32)
    text = models.CharField(max_length=300)
    currency = currency()
    total = amount()
    details = models.JSONField(default=dict)
    booked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return self.reference


class JournalLine(models.Model):
    """One side of a booking: either a debit or a credit."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=32)
    cost_centre = models.CharField(max_length=32, blank=True)
    debit = amount(default=0)
    credit = amount(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(debit__gt=0, credit=0) | models.Q(debit=0, credit__gt=0),
                name="journal_line_one_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.debit or -self.credit}"
