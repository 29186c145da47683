"""Trouble with the database, in one line for whoever ran a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError


@contextmanager
def database_trouble_named(undone: str) -> Iterator[None]:
    """A CommandError in place of a traceback; `undone` says what has not happened."""
    try:
        yield
    except ProgrammingError as error:
        raise CommandError(f"{_first_line(error)}. Run `manage.py migrate` first. {undone}") from error
    except (OperationalError, InterfaceError) as error:
        raise CommandError(f"The database can't be reached: {_first_line(error)}. {undone}") from error


def _first_line(error: DatabaseError | InterfaceError) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
