"""A process version as data: its steps and rules, whole. Only inserted."""

from django.db import models


class ProcessVersion(models.Model):
    """What (name, version) means, for ever: the same version with another digest is refused."""

    name = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    spec = models.JSONField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="process_version_once")]

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"
