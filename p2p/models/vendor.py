"""Vendors: who may be paid, and to which account."""

from django.db import models

from p2p.models.columns import currency


class Vendor(models.Model):
    """A vendor of the master data. Payments go to the account that stands here, and to no other."""

    class Status(models.TextChoices):
        ACTIVE = "active"
        BLOCKED = "blocked"

    code = models.CharField("vendor code", max_length=32, unique=True)
    name = models.CharField(max_length=200)
    vat_id = models.CharField("VAT number", max_length=32, blank=True, db_index=True)
    company_number = models.CharField(max_length=32, blank=True)
    email_domains = models.JSONField(default=list, blank=True, help_text="Domains the vendor writes from")
    currency = currency()
    payment_terms = models.CharField(max_length=32, help_text="net 30, 2/10 net 30, eom 30")
    iban = models.CharField("IBAN", max_length=34, blank=True, db_index=True)
    sort_code = models.CharField(max_length=6, blank=True)
    account_number = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 code")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ACTIVE)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
