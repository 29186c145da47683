"""What the portal itself keeps: how each person likes it, and what browsers refused to do."""

from django.conf import settings
from django.db import models


class Preferences(models.Model):
    """How one person likes the portal. Who has never chosen has no row."""

    class Theme(models.TextChoices):
        AUTO = "auto", "As my device says"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    keys = models.BooleanField(default=True, help_text="whether single keys act")
    advance = models.BooleanField(default=True, help_text="whether an answer leads to the next question")
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.AUTO)
    zone = models.CharField(max_length=64, blank=True, help_text="a time zone; empty: the installation's")

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.user_id}"


class PolicyReport(models.Model):
    """Something that a page asked for and the browser refused, with how often that was reported."""

    digest = models.CharField(max_length=64, unique=True, help_text="of page, directive and what was refused")
    page = models.CharField(max_length=500)
    directive = models.CharField(max_length=100)
    refused = models.CharField(max_length=500)
    source = models.CharField(max_length=500, help_text="the file, line and column at fault")
    known = models.BooleanField(help_text="whether somebody who was logged in reported it first")
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.directive} refused {self.refused} on {self.page}"


class ThrottleEntry(models.Model):
    """One entry of the cache that counts logins (exceptions_queue.throttle)."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "throttle entries"

    def __str__(self) -> str:
        return self.key
