"""Writes rows that are new or different, and no others; says which those were. Nothing is deleted."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
T = TypeVar("T")

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Written(Generic[M]):
    """The rows of one import, each with its primary key."""

    created: tuple[M, ...]
    updated: tuple[M, ...]
    unchanged: tuple[M, ...]

    @property
    def changed(self) -> tuple[M, ...]:
        """What is not as it was before."""
        return self.created + self.updated

    @property
    def all(self) -> tuple[M, ...]:
        """Every row, however it got there."""
        return self.changed + self.unchanged


def upsert(
    wanted: Sequence[M],
    *,
    existing: Callable[[Sequence[M]], QuerySet[M]],
    key: Callable[[M], Hashable],
    fields: Sequence[str],
) -> Written[M]:
    """Bring the table to hold `wanted`, matched by `key`; `existing` finds what is there for some of them.

    Rows to be changed are locked in id order, so that imports and matches never wait for each other in a
    ring. Call it in a transaction.
    """
    parts = [_chunk(chunk, existing, key, fields) for chunk in chunks(wanted)]
    return Written(
        created=tuple(row for part in parts for row in part.created),
        updated=tuple(row for part in parts for row in part.updated),
        unchanged=tuple(row for part in parts for row in part.unchanged),
    )


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists that make a statement of reasonable size."""
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _chunk(
    wanted: Sequence[M],
    existing: Callable[[Sequence[M]], QuerySet[M]],
    key: Callable[[M], Hashable],
    fields: Sequence[str],
) -> Written[M]:
    there = {key(row): row for row in existing(wanted).select_for_update(of=("self",)).order_by("pk")}
    created: list[M] = []
    updated: list[M] = []
    unchanged: list[M] = []
    for row in wanted:
        old = there.get(key(row))
        if old is None:
            created.append(row)
            continue
        row.pk = old.pk
        same = all(getattr(row, field) == getattr(old, field) for field in fields)
        (unchanged if same else updated).append(row)
    manager = existing(()).model._default_manager
    manager.bulk_create(created)
    manager.bulk_update(updated, fields, batch_size=CHUNK)
    return Written(tuple(created), tuple(updated), tuple(unchanged))
