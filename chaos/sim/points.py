"""The points at which an actor may be struck: before and after each commit and each call to the outside.

They are found by listening at the edges (the database connection, the document store, the accounts system,
the mail source, the broker), so that no piece of code can forget to name its own.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal, Protocol, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from chaos.sim.actors import Crashed
from p2p import store

PRODUCT = ("workflow.", "p2p.", "upkeep.")
WRITES = ("INSERT", "UPDATE", "DELETE")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Point:
    """Where the actor stands: beside what, on which side of it, and in which function of the product."""

    what: str
    side: Literal["before", "after"]
    caller: str
    in_transaction: bool

    def __str__(self) -> str:
        return f"{self.side} {self.what} in {self.caller}"


class Listener(Protocol):
    """Who is told of every point that an actor reaches."""

    def at(self, point: Point) -> None:
        """May raise Crashed, pause the actor, or cut its connection."""


_here = threading.local()


def listen(listener: Listener) -> None:
    """From now on, what this thread reaches is told to the listener."""
    _here.listener = listener
    connection.execute_wrappers.append(_statement)


def reach(what: str, side: Literal["before", "after"], *, in_transaction: bool | None = None) -> None:
    """This thread stands here."""
    listener: Listener | None = getattr(_here, "listener", None)
    if listener is not None:
        inside = connection.in_atomic_block if in_transaction is None else in_transaction
        listener.at(Point(what, side, _caller(), inside))


def around(what: str, call: Callable[[], R]) -> R:
    """Make a call to the outside between its two points."""
    reach(what, "before")
    result = call()
    reach(what, "after")
    return result


@contextmanager
def wired() -> Iterator[None]:
    """Commits and stored files have their points until the block ends."""
    wrapper: Any = BaseDatabaseWrapper
    commit, put = wrapper._commit, store.put

    def commit_between_points(database: Any) -> None:
        try:
            reach("commit", "before", in_transaction=True)
            commit(database)
            reach("commit", "after", in_transaction=False)
        except Crashed:
            database.close()  # with its process: nothing is committed or run any more
            raise

    def put_between_points(content: bytes) -> str:
        return around("file stored", lambda: put(content))

    wrapper._commit, store.put = commit_between_points, put_between_points
    try:
        yield
    finally:
        wrapper._commit, store.put = commit, put


def _statement(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A statement outside any transaction commits by itself."""
    if connection.in_atomic_block or not sql.startswith(WRITES):
        return execute(sql, params, many, context)
    reach("statement", "before", in_transaction=False)
    result = execute(sql, params, many, context)
    reach("statement", "after", in_transaction=False)
    return result


def _caller() -> str:
    """The function of the product that is at work."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(PRODUCT):
            return f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back
    return "elsewhere"
