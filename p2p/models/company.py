"""The buyer: the company to which invoices must be addressed."""

from django.db import models

from p2p.models.columns import currency


class Company(models.Model):
    """One row: this installation's own company."""

    name = models.CharField(max_length=200)
    vat_id = models.CharField("VAT number", max_length=32, blank=True)
    country = models.CharField(max_length=2, default="GB", help_text="ISO 3166-1 code")
    base_currency = currency(default="GBP", help_text="ISO 4217 code")
    timezone = models.CharField(max_length=64, default="Europe/London", help_text="IANA zone")

    class Meta:
        verbose_name_plural = "company"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="company_one_row")]

    def __str__(self) -> str:
        return self.name
