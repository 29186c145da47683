"""Pages of a long list without counting it: the next page begins after the last row of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows, the id after which the next page begins, and that before which the one before ends (None: no page)."""

    rows: tuple[M, ...]
    next: int | None
    previous: int | None = None


def page_of(rows: QuerySet[M], size: int = PAGE) -> Page[M]:
    """The first page of an ordered query."""
    found = tuple(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def both_ways(rows: QuerySet[M], *, before: int | None, after: int | None, size: int = PAGE) -> Page[M]:
    """A page of rows, newest first: those before an id, or those after one, else the newest."""
    if after:
        found = tuple(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        kept = found[:size][::-1]
        return Page(kept, kept[-1].pk if kept else None, kept[0].pk if len(found) > size else None)
    older = page_of((rows.filter(pk__lt=before) if before else rows).order_by("-pk"), size)
    return Page(older.rows, older.next, older.rows[0].pk if before and older.rows else None)


def beyond(columns: Sequence[str], key: Sequence[Any], *, down: bool = False) -> Q:
    """Rows that follow the one with this key, in ascending (`down`: descending) order of columns without nulls."""
    further = "lt" if down else "gt"
    after = Q()
    for index, (column, value) in enumerate(zip(columns, key, strict=True)):
        same = dict(zip(columns[:index], key, strict=False))
        after |= Q(**same, **{f"{column}__{further}": value})
    # Implied by the rest, but it is what lets an index on the first column begin in the right place.
    return Q(**{f"{columns[0]}__{further}e": key[0]}) & after
