"""Locks on names: two transactions that lock the same name follow each other."""

from django.db import connection


def lock_name(name: str) -> None:
    """Wait for the name until the end of this transaction (PostgreSQL advisory lock)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
