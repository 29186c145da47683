"""What `manage.py` runs: Django, with servers lent to it where the environment names none."""

import os
import sys
from collections.abc import Mapping, Sequence

from environs import Env

from embedded.errors import ServerTrouble
from embedded.kinds import KINDS, Kind
from embedded.lease import borrowed
from embedded.places import PROJECT, Place

# Commands that touch neither database nor broker; they start nothing.
SERVERLESS = (
    *("check", "help", "version", "diffsettings", "sendtestemail"),
    *("makemigrations", "makemessages", "compilemessages", "startapp", "startproject"),
    *("collectstatic", "findstatic"),
    *("read_document", "score_reading", "show_process", "make_samples"),
)
# Tells commands that this one starts which addresses are on loan: they take a loan of their own.
LOANS = "P2P_LOANS"


def run(argv: Sequence[str]) -> None:
    """Run a Django command. The environment, `.env` or embedded servers give DATABASE_URL and REDIS_URL.

    Ends the process with exit code 1 and the reason on stderr if a server can't be had.
    """
    Env().read_env(PROJECT / ".env", recurse=False)  # as the settings do; the environment wins
    place = Place.named_by(os.environ)
    os.environ["P2P_DATA"] = str(place.data)  # children have another working directory
    try:
        with borrowed(place, wanted(argv, os.environ)) as leases:
            for lease in leases:
                os.environ.pop(lease.kind.owner_variable, None)
                os.environ.update(lease.addresses())
            os.environ[LOANS] = " ".join(lease.kind.variable for lease in leases)
            _django(argv)
    except ServerTrouble as trouble:
        sys.exit(f"{trouble}")


def wanted(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[Kind, ...]:
    """The servers that this command needs and that nobody names."""
    words = argv[1:]
    if not words or words[0] in SERVERLESS or {"-h", "--help", "--version"} & set(words):
        return ()
    return lent(environ)


def lent(environ: Mapping[str, str]) -> tuple[Kind, ...]:
    """The kinds whose address is missing, or is another command's loan."""
    loans = environ.get(LOANS, "").split()
    return tuple(kind for kind in KINDS if not environ.get(kind.variable) or kind.variable in loans)


def _django(argv: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(list(argv))
