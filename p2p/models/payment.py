"""Scheduled payments: what was scheduled never changes; how the payment stands, and its day, may until then."""

from django.db import models

from p2p.models.columns import amount, currency
from p2p.models.posting import Posting
from p2p.payments.states import PAYMENT
from workflow.models.states import moves_by, state_column


@moves_by(PAYMENT)
class Payment(models.Model):
    """One payment for one posting, to the account that the vendor master held when it was scheduled."""

    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="payment")
    key = models.CharField(max_length=100, unique=True)
    amount = amount()
    currency = currency()
    pay_on = models.DateField()
    account = models.JSONField(help_text="IBAN, or sort code and account number, and the account's name")
    state = state_column(PAYMENT)
    scheduled_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_amount_positive")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} on {self.pay_on}"
