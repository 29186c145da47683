"""Asks the product's own checker, besides the outside ledgers."""

from io import StringIO

from django.core.management import CommandError, call_command
from django.db import connections

COMMAND = "check_invariants"


def breaches() -> str:
    """What it finds, in its words; empty where all is well."""
    said = StringIO()
    try:
        call_command(COMMAND, stdout=said, stderr=said)
    except (CommandError, SystemExit) as found:
        broken = [line for line in said.getvalue().splitlines() if ": holds (" not in line]
        return " / ".join((*broken, str(found)))
    finally:
        connections.close_all()
    return ""
