"""Brings a database back to what it was when it was made, in milliseconds.

What a history adds is deleted past the guards, as only the owner of the database can; what it found is held
against a checksum, so that no history ever begins in the traces of another.
"""

from django.apps import apps
from django.db import connection

APPS = ("workflow", "upkeep", "p2p")


class NotAsItWas(Exception):
    """A history has changed rows that were there before it: this stage can't be used again."""


class Reset:
    """Made while the database is as it should be."""

    def __init__(self) -> None:
        models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
        self._tables = {model._meta.db_table: _highest(model._meta.db_table) for model in models}
        self._kept = [table for table, highest in self._tables.items() if highest]
        self._checksum = self._sum()
        self._sql = "".join(
            f"DELETE FROM {table} WHERE id > {highest};"
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest + 1}, false);"
            for table, highest in self._tables.items()
        )

    def bring_back(self) -> None:
        """Raises NotAsItWas where deleting isn't enough."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET session_replication_role = replica;{self._sql}RESET session_replication_role;")
        if self._sum() != self._checksum:
            raise NotAsItWas

    def _sum(self) -> list[tuple[object, ...]]:
        sums = " UNION ALL ".join(f"SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM {t} t" for t in self._kept)
        with connection.cursor() as cursor:
            cursor.execute(sums)
            return list(cursor.fetchall())


def _highest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])
