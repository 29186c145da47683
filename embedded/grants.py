"""What the role that runs the application may do in the database. Derived from the guards on its tables.

A table whose trigger refuses changes is a record: rows may be read and inserted. A table whose trigger guards a
state may be changed too, but nothing is deleted from it. Everything else is open, and nothing else is: no DDL.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

# The endings of the triggers' names, after the table's.
RECORD, STATE = "_insert_only", "_state_guard"
# What only the owner writes.
OWNERS = ("django_migrations",)

_TABLES = """
    SELECT relname,
        EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = relname || %s),
        EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = relname || %s)
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE')
    ORDER BY relname
"""
_LOCK = 0x6EA27


def rights_by_table() -> dict[str, tuple[str, ...]]:
    """The rights of the application's role on every table that there is."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [RECORD, STATE])
        return {table: _rights(table, record, state) for table, record, state in cursor.fetchall()}


def _rights(table: str, record: bool, state: bool) -> tuple[str, ...]:
    if table in OWNERS:
        return ("SELECT",)
    if record:
        return ("SELECT", "INSERT")
    if state:
        return ("SELECT", "INSERT", "UPDATE")
    return ("SELECT", "INSERT", "UPDATE", "DELETE")


def grant_to(role: str) -> None:
    """Give the role exactly these rights, and take every other away. Run by the owner, after each migration."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])  # two starts at once
        cursor.execute(sql.SQL(";\n").join(_orders(role)).as_string())


def _orders(role: str) -> Iterator[sql.Composed]:
    names = {"who": sql.Identifier(role), "database": sql.Identifier(str(connection.settings_dict["NAME"]))}
    for order in (
        "REVOKE CREATE ON SCHEMA public FROM {who}, PUBLIC",
        "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM {who}, PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {who}",
        "GRANT USAGE ON SCHEMA public TO {who}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}, PUBLIC",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
    ):
        yield sql.SQL(order).format(**names)
    for table, rights in rights_by_table().items():
        named = {**names, "table": sql.Identifier(table), "rights": sql.SQL(", ").join(map(sql.SQL, rights))}
        yield sql.SQL("REVOKE ALL ON {table} FROM {who}, PUBLIC").format(**named)
        yield sql.SQL("GRANT {rights} ON {table} TO {who}").format(**named)
