"""Reads what is sealed, as text that loses nothing: a time beyond Python's range or a number beyond a float's
digits is still told apart from what it was.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

Row = tuple[Any, ...]

# Microseconds since 1970, whatever the session's time zone.
_MICROS = "round(extract(epoch from {}) * 1000000)::text"
# The columns of an event in the order in which they are hashed; a test holds them against the model.
EVENT_COLUMNS = ("id", "case_id", "seq", "at", "kind", "actor", "step", "data")
_AS_TEXT = {"at": _MICROS.format("at"), "data": "data::text"}
_EVENT = ", ".join(_AS_TEXT.get(name, name) for name in EVENT_COLUMNS)
_SEAL = f"case_id, number, place, first_seq, last_seq, hashes, digest, head, {_MICROS.format('sealed_at')}"
_DECISION = (
    "case_id, id, task_id, step, reason, choice, actor_id, actor_name, actor_roles::text, note, values::text, digest, "
    f"{_MICROS.format('at')}, {_MICROS.format('effective_at')}"
)
_UNDOING = f"case_id, id, decision_id, task_id, actor_id, actor_name, {_MICROS.format('at')}"
_CASE = "id, uid::text, events_count, sealed"
_FETCHED_AT_ONCE = 2000


def micros(moment: datetime) -> str:
    """A time as the queries here give it."""
    return str((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1))


def stretches(spans: Sequence[tuple[int, int, int]]) -> list[Row]:
    """The events of (case, first, last), in order, for a handful of cases."""
    cases, firsts, lasts = zip(*spans, strict=True)
    spanned = (
        "event JOIN unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS span (of_case, first, last)"
        " ON event.case_id = span.of_case AND event.seq BETWEEN span.first AND span.last"
    )
    sql = _joined("SELECT", _EVENT, "FROM workflow_event", spanned, "ORDER BY case_id, seq")
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(cases), list(firsts), list(lasts)])
        return list(cursor.fetchall())


def cases(only: int | None) -> Iterator[Row]:
    """(id, uid, events_count, sealed), by id."""
    return _streamed(_CASE, "workflow_case", "id", only, "id")


def events(only: int | None) -> Iterator[Row]:
    """EVENT_COLUMNS, by case and seq."""
    return _streamed(_EVENT, "workflow_event", "case_id", only, "case_id, seq, id")


def seals(only: int | None) -> Iterator[Row]:
    """By case and number."""
    return _streamed(_SEAL, "workflow_seal", "case_id", only, "case_id, number, place")


def seals_by_place(only: int | None) -> Iterator[Row]:
    """The same, in the order of all seals."""
    return _streamed(_SEAL, "workflow_seal", "case_id", only, "place, id")


def decisions(only: int | None) -> Iterator[Row]:
    """By case and id."""
    return _streamed(_DECISION, "workflow_decision", "case_id", only, "case_id, id")


def undoings(only: int | None) -> Iterator[Row]:
    """By case and id."""
    return _streamed(_UNDOING, "workflow_undoing", "case_id", only, "case_id, id")


def _streamed(columns: str, table: str, of_case: str, only: int | None, order: str) -> Iterator[Row]:
    where = f"WHERE {of_case} = %s" if only is not None else ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_joined("SELECT", columns, "FROM", table, where, "ORDER BY", order), [only] if where else [])
        while some := cursor.fetchmany(_FETCHED_AT_ONCE):
            yield from some


def _joined(*words: str) -> str:
    """A statement of this file's own words."""
    return " ".join(words)
