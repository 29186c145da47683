"""PostgreSQL killed, its sessions ended, or no room for another one, while workers have work in it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from random import Random

import psycopg

from chaos.kills.faults.strike import NothingHit, work_in_progress
from chaos.kills.servers import MOST_SESSIONS
from chaos.kills.system import System


@contextmanager
def killed(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of the postmaster and of every process below it: recovery from the log at the next start."""
    told = _in_use(system, random)
    family = system.database.kill()
    yield f"postmaster {family[0]} and {len(family) - 1} below it, {told}"
    system.database.up()


@contextmanager
def sessions_ended(system: System, random: Random) -> Iterator[str]:
    """`pg_terminate_backend` of every session of the product, whatever it is doing."""
    told = _in_use(system, random)
    ended = _end_sessions(system)
    if not ended:
        raise NothingHit("there was no session to end")
    yield f"{ended} sessions, {told}"


@contextmanager
def exhausted(system: System, random: Random) -> Iterator[str]:
    """No connection left: the sessions that there were are ended, and all places taken."""
    told = _in_use(system, random)
    with ExitStack() as taken:
        places = _take_all(system, taken)
        ended = _end_sessions(system)
        places += _take_all(system, taken)
        if not ended or not _is_full(system):
            raise NothingHit("there was still a place, or nobody had one")
        yield f"{places} places taken, {ended} sessions ended, {told}"


def _in_use(system: System, random: Random) -> str:
    told = work_in_progress(system, random)
    sessions = system.sight.sessions()
    if not sessions:
        raise NothingHit("the product had no session")
    return f"{len(sessions)} sessions, {told}"


def _end_sessions(system: System) -> int:
    pids = [pid for pid, _ in system.sight.sessions()]
    return sum(bool(system.sight.number("SELECT pg_terminate_backend(%s)::int", pid)) for pid in pids)


def _take_all(system: System, taken: ExitStack) -> int:
    """Open sessions until there is no place left; returns how many."""
    places = 0
    with suppress(psycopg.OperationalError):
        while places <= MOST_SESSIONS:
            session = psycopg.connect(system.database.url, application_name="chaos", connect_timeout=5)
            taken.callback(session.close)
            places += 1
    return places


def _is_full(system: System) -> bool:
    try:
        psycopg.connect(system.database.url, application_name="chaos", connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return "too many clients" in str(error) or "connection slots" in str(error)
    return False
