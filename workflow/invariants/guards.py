"""Rule: what the code relies on in the database is there: unique constraints, checks, and the triggers that guard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from workflow.invariants.rule import Broken, Looked, Rule, Scope

_CREATED = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER\s+(\w+).*?\bON\s+(\w+)", re.DOTALL)
_ENABLED = """
SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
"""

_CONSTRAINTS = """
SELECT c.relname, n.conname FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE n.convalidated
"""
_UNIQUE = """
SELECT t.relname, i.relname, ARRAY(
    SELECT a.attname FROM unnest(x.indkey) WITH ORDINALITY AS k (number, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place
), x.indpred IS NULL
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE x.indisunique AND x.indisvalid
"""


def look(scope: Scope) -> Iterator[Broken | Looked]:
    """Hold the database against the models and the migrations; the same for every scope."""
    models = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    there, wanted = _there(), 0
    for model in models:
        for name, found in _wanted(model, there):
            wanted += 1
            if not found:
                subject = f"{model._meta.db_table}: {name}"
                yield Broken(subject, f"The table {model._meta.db_table} has lost its constraint on {name}.")
    enabled = _enabled()
    for trigger, table in _triggers():
        wanted += 1
        if (trigger, table) not in enabled:
            yield Broken(f"{table}: {trigger}", f"The trigger {trigger} on {table} is missing or switched off.")
    yield Looked(f"{wanted:,} constraints and triggers")


def _wanted(model: type[Model], there: "_There") -> Iterator[tuple[str, bool]]:
    """What must be unique or checked in the model's table, and whether it is."""
    table = model._meta.db_table
    for constraint in model._meta.constraints:
        yield constraint.name, (table, constraint.name) in there.names
    for field in model._meta.local_fields:
        if field.unique:
            yield field.name, (table, (field.column,)) in there.unique
    for names in model._meta.unique_together:
        columns = tuple(str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]
        yield " and ".join(names), (table, columns) in there.unique


@dataclass(frozen=True, slots=True)
class _There:
    """What the database has: constraints and unique indexes by table and name, and columns that are unique."""

    names: frozenset[tuple[str, str]]
    unique: frozenset[tuple[str, tuple[str, ...]]]


def _there() -> _There:
    with connection.cursor() as cursor:
        cursor.execute(_CONSTRAINTS)
        checks = set(cursor.fetchall())
        cursor.execute(_UNIQUE)
        indexes = cursor.fetchall()
    return _There(
        names=frozenset(checks | {(table, name) for table, name, _, _ in indexes}),
        unique=frozenset((table, tuple(columns)) for table, _, columns, whole in indexes if whole),
    )


@cache
def _triggers() -> tuple[tuple[str, str], ...]:
    """Every trigger that a migration makes, with its table."""
    migrations = MigrationLoader(None).disk_migrations.values()
    sql = [op.sql for migration in migrations for op in migration.operations if isinstance(op, RunSQL)]
    return tuple(dict.fromkeys(found for text in sql if isinstance(text, str) for found in _CREATED.findall(text)))


def _enabled() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_ENABLED)
        return set(cursor.fetchall())


RULE = Rule(
    name="guards",
    meaning="The database holds every unique constraint, check and trigger that the code relies on.",
    remedy=(
        "Somebody has changed the tables by hand. Restore what is named (manage.py sqlmigrate shows its SQL), "
        "and look at what was written meanwhile: the other rules tell."
    ),
    look=look,
)
