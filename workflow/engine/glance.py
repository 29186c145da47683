"""One statement that tells of which kinds there is anything due at all, so that an idle tick asks no more.

It may say yes where there is nothing to do (for rows of a later release, say), never no where there is something:
whoever is told yes looks properly. Each condition has its partial index.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import connection

from workflow.models.message import UNSENT
from workflow.models.step_run import OPEN


@dataclass(frozen=True, slots=True)
class Glance:
    """What a tick may find, by kind; `put_off`: further ahead than anything ever is, unless a clock was wrong."""

    put_off: bool
    expired: bool
    slept_out: bool
    unheard: bool
    escalates: bool
    unsent: bool
    unclaimed: bool
    unsealed: bool


def glance(*, now: datetime, far: datetime, quiet_since: datetime) -> Glance:
    """Look once. Beyond `far` nothing is put off; what runs is only sealed if nothing happened since `quiet_since`."""
    values: dict[str, datetime | list[str]] = {
        "now": now,
        "far": far,
        "quiet_since": quiet_since,
        "open": list(OPEN),
        "unsent": list(UNSENT),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        found = dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))
    return Glance(**{field.name: found[field.name] for field in fields(Glance)})


_SQL = """
SELECT
    EXISTS (SELECT FROM workflow_steprun WHERE state = 'ready' AND ring_at > %(far)s)
        OR EXISTS (SELECT FROM workflow_steprun WHERE state = 'running' AND lease_until > %(far)s)
        OR EXISTS (SELECT FROM workflow_signal WHERE heard < 2 AND hear_at > %(far)s)
        OR EXISTS (SELECT FROM workflow_message WHERE state = ANY (%(unsent)s) AND due_at > %(far)s) AS put_off,
    EXISTS (SELECT FROM workflow_steprun WHERE state = 'running' AND lease_until <= %(now)s) AS expired,
    EXISTS (SELECT FROM workflow_steprun WHERE state = 'sleeping' AND due_at <= %(now)s) AS slept_out,
    EXISTS (SELECT FROM workflow_signal WHERE heard < 2 AND hear_at <= %(now)s) AS unheard,
    EXISTS (SELECT FROM workflow_steprun WHERE state = ANY (%(open)s) AND sla_next_at <= %(now)s)
        OR EXISTS (SELECT FROM workflow_task WHERE state = 'open' AND sla_next_at <= %(now)s) AS escalates,
    EXISTS (SELECT FROM workflow_message WHERE state = ANY (%(unsent)s) AND due_at <= %(now)s) AS unsent,
    EXISTS (SELECT FROM workflow_steprun WHERE state = 'ready' AND ring_at <= %(now)s) AS unclaimed,
    EXISTS (
        SELECT FROM workflow_case c WHERE sealed < events_count AND (
            state <> 'running' OR NOT EXISTS (
                SELECT FROM workflow_event e
                WHERE e.case_id = c.id AND e.seq = c.events_count AND e.at > %(quiet_since)s
            )
        )
    ) AS unsealed
"""
