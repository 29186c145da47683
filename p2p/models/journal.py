"""The built-in accounts-payable ledger: balanced double entry. It stands for an outside system.

Nothing but `p2p.erp.ledger` reads or writes these tables; the admin shows them. That an entry balances and
is never edited is kept by the database (`p2p.erp.ledger_sql`).
"""

from django.db import models

from p2p.models.columns import amount, currency


class JournalEntry(models.Model):
    """One booking. The key makes it at most one per invoice, whoever asks however often."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, help_text="invoice, credit_note or reversal")
    # A booking is taken back at most once, whoever asks.
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    vendor_code = models.CharField(max_length=32)
    text = models.CharField(max_length=300)
    currency = currency()
    total = amount(help_text="gross")
    details = models.JSONField(default=dict, help_text="the request, whole")
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
    vendor_code = models.CharField(max_length=32, blank=True, help_text="on the vendors' control account")
    text = models.CharField(max_length=300, blank=True)
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


class PaymentOrder(models.Model):
    """A payment that the ledger will make: at most one per key, and one per booking."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.CharField(max_length=32, unique=True)
    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, related_name="payment_order")
    amount = amount()
    currency = currency()
    pay_on = models.DateField()
    account = models.JSONField(help_text="as the vendor master had it: name, IBAN, sort code, account number")
    details = models.JSONField(help_text="the request, whole")
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_order_amount_positive")]

    def __str__(self) -> str:
        return self.reference


class PaymentOrderChange(models.Model):
    """A payment order that was held, released or cancelled. The newest one says how the order stands."""

    key = models.CharField(max_length=100, unique=True)
    reference = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField(help_text="from 1, in the order in which they were made")
    state = models.CharField(max_length=16, help_text="held, scheduled or cancelled")
    pay_on = models.DateField()
    details = models.JSONField(help_text="the request, whole")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="payment_order_change_once")]

    def __str__(self) -> str:
        return self.reference
