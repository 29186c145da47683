"""The cache that counts logins, in the database.

Logging in needs the database anyway: so it works without the broker, no flush of the broker forgets who has been
guessing, and every process counts together. Values are JSON, never pickles.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from exceptions_queue.models import ThrottleEntry
from workflow import clock


class DatabaseCache(BaseCache):
    """A Django cache over `ThrottleEntry`. Entries that have expired leave when others come."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether the entry was not there; then it is now."""
        name, now = self.make_and_validate_key(key, version=version), clock.now()
        ThrottleEntry.objects.filter(expires_at__lte=now).delete()
        kept = {"value": value, "expires_at": self._expiry(now, timeout)}
        return ThrottleEntry.objects.get_or_create(key=name, defaults=kept)[1]

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default` where there is none or it has expired."""
        name = self.make_and_validate_key(key, version=version)
        found = ThrottleEntry.objects.filter(key=name, expires_at__gt=clock.now()).first()
        return found.value if found else default

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value, whatever was there."""
        name = self.make_and_validate_key(key, version=version)
        entry = ThrottleEntry(key=name, value=value, expires_at=self._expiry(clock.now(), timeout))
        ThrottleEntry.objects.bulk_create(
            [entry], update_conflicts=True, unique_fields=["key"], update_fields=["value", "expires_at"]
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        """Whether there was one to take away."""
        name = self.make_and_validate_key(key, version=version)
        return bool(ThrottleEntry.objects.filter(key=name).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        ThrottleEntry.objects.all().delete()

    def _expiry(self, now: datetime, timeout: Any) -> datetime:
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return now + (timedelta(days=365) if timeout is None else timedelta(seconds=timeout))
