"""Says, at `check --deploy`, where one role both owns the database and runs the application."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 -- Django's name for it
from django.db import DatabaseError, connection


@register(deploy=True)
def check_roles(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """embedded.W001"""
    if not settings.DATABASE_URL or not _owns_tables():
        return []
    text = "DATABASE_URL names a role that owns the tables: whoever gets into the application can change records."
    hint = "Run the application as a role of its own, and name the owner in DATABASE_OWNER_URL: docs/operations.md."
    return [Warning(text, hint=hint, id="embedded.W001")]


def _owns_tables() -> bool:
    """Whether the application's role owns what it works with; where nobody can be asked, as the settings look."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
            )
            row = cursor.fetchone()
    except DatabaseError:
        row = None
    return bool(row[0]) if row else settings.DATABASE_OWNER_URL in ("", settings.DATABASE_URL)
