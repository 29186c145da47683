"""Approvals: who let an invoice through, by which rule. Inserted, never edited."""

from django.db import models

from p2p.models.columns import amount, currency
from p2p.models.match import Match
from p2p.models.vendor import Vendor
from workflow.models import Case


class Approval(models.Model):
    """Beyond this row an invoice is paid: so its identity can pass here once, whatever the code does."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="approval")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="approvals")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="approvals")
    identity = models.CharField(max_length=200, unique=True, help_text="vendor, kind, currency, number")
    gross = amount()
    currency = currency()
    by = models.CharField(max_length=150, help_text="the approver's id, or the engine")
    rule = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval of case {self.case_id} by {self.by}"
