"""Asks the product's own checker, besides the outside ledgers."""

from io import StringIO

from django.core.management import CommandError, call_command, get_commands
from django.db import connections

COMMAND = "check_invariants"


def is_there() -> bool:
    return COMMAND in get_commands()


def breaches() -> str:
    """What it finds, in its words; empty where all is well, or where there is no such checker yet."""
    if not is_there():
        return ""
    said = StringIO()
    try:
        call_command(COMMAND, stdout=said, stderr=said)
    except (CommandError, SystemExit) as found:
        broken = [line for line in said.getvalue().splitlines() if ": holds (" not in line]
        return " / ".join((*broken, str(found)))
    finally:
        connections.close_all()
    return ""
