"""Looks into the product's database from outside, past the proxy: who holds what, what rests, what is stored."""

from dataclasses import dataclass
from typing import Any

import psycopg

LEASES = """
    SELECT id, case_id, step, holder, fence FROM workflow_steprun
    WHERE state = 'running' ORDER BY id DESC
"""
OPEN_INCIDENTS = "SELECT id FROM workflow_task WHERE state = 'open' AND reason IN ('incident', 'effect_unknown')"


@dataclass(frozen=True, slots=True)
class Lease:
    """A step run that a process holds just now."""

    run: int
    case: int
    step: str
    holder: int  # its process id
    fence: int

    def __str__(self) -> str:
        return f"pid {self.holder}, holding {self.step} of case {self.case}"


class Sight:
    """One connection, made anew whenever the database was away."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection[Any] | None = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Raises psycopg.OperationalError while the database is away."""
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(
                self._url, connect_timeout=5, autocommit=True, application_name="chaos", options="-c jit=off"
            )
        try:
            return self._connection.execute(query, values or None).fetchall()
        except psycopg.OperationalError:
            self._connection.close()
            raise

    def number(self, query: str, *values: object) -> int:
        return int(self.rows(query, *values)[0][0])

    def leases(self, step: str = "") -> list[Lease]:
        """What is held just now, the latest first; of one step where one is named."""
        found = (
            Lease(run, case, name, int(who.rpartition(":")[2]), fence)
            for run, case, name, who, fence in self.rows(LEASES)
        )
        return [lease for lease in found if step in ("", lease.step)]

    def still_held(self, lease: Lease) -> bool:
        """Whether the very same claim stands."""
        held = "SELECT count(*) FROM workflow_steprun WHERE id = %s AND fence = %s AND state = 'running'"
        return bool(self.number(held, lease.run, lease.fence))

    def running(self) -> int:
        """Cases on which there is something to do at once or soon."""
        return self.number("SELECT count(*) FROM workflow_case WHERE state = 'running'")

    def stored(self) -> dict[str, int]:
        """How many stored mails there are of each SHA-256."""
        return dict(self.rows("SELECT sha256, count(*) FROM p2p_email GROUP BY sha256"))

    def incidents(self) -> list[int]:
        """Open questions that no invoice asks, only trouble."""
        return [task for (task,) in self.rows(OPEN_INCIDENTS)]

    def sessions(self) -> list[tuple[int, str]]:
        """Process id and state of every session of the product."""
        others = "SELECT pid, state FROM pg_stat_activity WHERE datname = 'p2p' AND application_name <> 'chaos'"
        return [(pid, state) for pid, state in self.rows(others)]
