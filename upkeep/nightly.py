"""The check that every installation makes of itself, each night and each noon (UTC)."""

from datetime import datetime, timedelta

from upkeep import checkup, incidents
from workflow.invariants import Scope

# Histories that ended before have been read by earlier nights, even if one or two were missed.
LOOK_BACK = timedelta(days=3)


def check(*, now: datetime) -> incidents.Reported:
    """Look at everything that may have changed, and put what is broken before a person."""
    scope = Scope(now=now, since=now - LOOK_BACK)
    return incidents.report(checkup.examine(scope), scope)
