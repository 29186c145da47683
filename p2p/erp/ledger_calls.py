"""What every call to the built-in ledger shares: a transaction of its own, bounded in time, and the next number."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import msgspec
from django.db import InterfaceError, OperationalError, connection, transaction

from p2p.erp.failures import ErpUnavailable

# How much of a statement one call gives.
PAGE = 1000
# No call takes longer, so that the engine's lease on the step outlives it.
LONGEST_CALL = timedelta(seconds=15)


@contextmanager
def call() -> Iterator[None]:
    """One call to the ledger: a transaction of its own, bounded in time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            limit = str(int(LONGEST_CALL.total_seconds() * 1000))
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [limit])
            yield
    except (OperationalError, InterfaceError) as error:
        raise ErpUnavailable from error


def pages(rows: Any, keys: Collection[str] | None) -> Iterator[Sequence[Any]]:
    """Page by page, so that no call is long however much there is."""
    if keys is not None:
        rows = rows.filter(key__in=keys)
    last = 0
    while True:
        with call():
            page = list(rows.filter(id__gt=last).order_by("id")[:PAGE])
        if page:
            yield page
        if len(page) < PAGE:
            return
        last = page[-1].pk


def next_number(table: str) -> int:
    """The next id of a table, which its reference is made of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def json_of(value: Any) -> Any:
    """As the database gives it back: lists, and amounts as text."""
    return msgspec.json.decode(msgspec.json.encode(value))
