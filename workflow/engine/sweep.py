"""Row by row through what a tick has found. One bad row never stops the others, and doesn't stay unseen."""

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q

from workflow import registry
from workflow.engine.failure import incident
from workflow.engine.follow import Change, follow
from workflow.engine.history import History
from workflow.engine.move import Fenced, move
from workflow.models import StepRun
from workflow.people import ENGINE

logger = logging.getLogger(__name__)

# How a run that can't be handled comes to its end, from where it stands.
_TO_ITS_END = {"sleeping": ("wake", "claim", "fail"), "ready": ("claim", "fail"), "running": ("fail",)}


def of_this_release() -> Q:
    """The rows whose case has a version that this code knows. Those of a later release wait for it."""
    known = (Q(case__process=one.name, case__version__lte=one.version) for one in registry.processes().values())
    return reduce(or_, known)


def each(rows: Iterable[StepRun], act: Callable[[StepRun], object], now: datetime) -> int:
    """Do it with every run, and return how many went well. Whichever can't be handled becomes an incident."""
    return sum(alone(lambda run=run: act(run), run, now) for run in rows)  # type: ignore[misc]


def alone(act: Callable[[], object], run: StepRun, now: datetime) -> bool:
    """Do something that concerns one run; whatever it raises ends here. Whether it went well."""
    state, fence = run.state, run.fence
    try:
        act()
    except Fenced:
        return False  # somebody else came first
    except (OperationalError, InterfaceError, registry.UnknownVersion) as error:
        logger.warning("Left for a later tick: %s", error, extra={"action": "left", "run": run.pk})
        return False
    except Exception as error:
        untouched = StepRun.objects.select_related("case").filter(pk=run.pk, state=state, fence=fence).first()
        if untouched is None and isinstance(error, IntegrityError):
            return False  # somebody else came first
        logger.exception("The tick can't handle a run", extra={"action": "tick_stumbled", "run": run.pk})
        if untouched is not None:
            _ask_a_person(untouched, error, now)
        return False
    return True


def _ask_a_person(run: StepRun, error: Exception, now: datetime) -> None:
    """End the run and open an incident. Where not even that can be, the log has said it, and the check will."""
    process = registry.current(run.case.process)
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    told: dict[str, Any] = {
        "error": why,
        "traceback": "".join(traceback.format_exception(error)),
        "outcome": {"kind": "failed"},
    }
    try:
        with transaction.atomic():
            history = History(run.case, now)
            if run.state == "sleeping":
                history.add("woken", actor=ENGINE, step=run.step, why="incident")
                move(run.case, "resume", cause="")
            *before, last = _TO_ITS_END[run.state]
            for name in before:
                move(run, name)
            move(run, last, lease_until=None, started_at=run.started_at or now, finished_at=now, **told)
            history.add("step_failed", actor=ENGINE, step=run.step, outcome={"kind": "failed"}, error=why)
            title = run.step.replace("_", " ").capitalize()  # the process may not know the step any more
            follow(Change(process, run.case, run, history, now, {}), incident(run, title, why))
    except Exception:
        logger.exception("Not even an incident could be opened", extra={"action": "no_incident", "run": run.pk})
