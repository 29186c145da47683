"""Pages of a long list without counting it: the next page begins after the last row of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows, and the id after which the next page begins (None on the last)."""

    rows: tuple[M, ...]
    next: int | None


def page_of(rows: QuerySet[M], size: int = PAGE) -> Page[M]:
    """The first page of an ordered query."""
    found = tuple(rows[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def beyond(columns: Sequence[str], key: Sequence[Any], *, down: bool = False) -> Q:
    """Rows that follow the one with this key, in ascending (`down`: descending) order of columns without nulls."""
    further = "lt" if down else "gt"
    after = Q()
    for index, (column, value) in enumerate(zip(columns, key, strict=True)):
        same = dict(zip(columns[:index], key, strict=False))
        after |= Q(**same, **{f"{column}__{further}": value})
    # Implied by the rest, but it is what lets an index on the first column begin in the right place.
    return Q(**{f"{columns[0]}__{further}e": key[0]}) & after
