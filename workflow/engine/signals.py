"""Carries word of changes outside to the cases that wait for them, by event and not by polling.

A signal is committed with the change that it tells of. It is heard at once, and once more a little later:
a case that was just falling asleep on the older facts committed its sleep by then.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django_fsm import TransitionNotAllowed

from workflow import doorbell, registry, sla
from workflow.engine import runs
from workflow.engine.history import History
from workflow.engine.move import Fenced, move
from workflow.engine.snoozed import bring_back
from workflow.models import Signal, StepRun, Task
from workflow.people import ENGINE

logger = logging.getLogger(__name__)

# Longer than any transaction in which a step decides.
HEAR_AGAIN = timedelta(seconds=30)


def emit(keys: Iterable[str], *, now: datetime) -> None:
    """Tell that what these keys name has changed. Call it in the transaction of the change."""
    signal = Signal.objects.create(keys=sorted(set(keys)), at=now, hear_at=now)

    def hear_now() -> None:
        hear(signal, now=now)

    transaction.on_commit(hear_now, robust=True)


def hear(signal: Signal, *, now: datetime) -> int:
    """Wake every case that waits for the signal, and return how many.

    At the second hearing only cases that looked before the signal are woken: the others know.
    """
    woken = [_wake_run(run, now) for run in _sleepers(signal)]
    asked = [_look_again(task, now) for task in _questions(signal)]
    # Counted last: whoever dies before leaves it to be heard again, and a case is woken only once.
    heard = Signal.objects.filter(pk=signal.pk, heard=signal.heard)
    heard.update(heard=signal.heard + 1, hear_at=now + HEAR_AGAIN)
    return sum(woken) + sum(asked)


def wake(run: StepRun, now: datetime, *, why: str) -> None:
    """A sleeping run becomes due at once, and its case goes on.

    A case of a later release is woken too, since its signal comes only once: its own release rings for it.
    """
    known = registry.knows(run.case.process, run.case.version)
    process = registry.pinned(run.case.process, run.case.version) if known else registry.current(run.case.process)
    first = sla.first_threshold(now, timedelta(seconds=run.sla_seconds), process.escalation)
    ring_at = now + runs.ring_again() if known else now
    with transaction.atomic():
        move(run, "wake", due_at=now, ring_at=ring_at, sla_started_at=now, sla_next_at=first)
        _resume(History(run.case, now), run.step, why)
        if known:
            doorbell.ring_on_commit(run.case_id, process.links(run.step))


def _sleepers(signal: Signal) -> Iterable[StepRun]:
    sleeping = StepRun.objects.filter(state="sleeping", wakes_on__overlap=signal.keys)
    if signal.heard:
        sleeping = sleeping.filter(created_at__lte=signal.at + HEAR_AGAIN)
    return sleeping.select_related("case").order_by("id")


def _questions(signal: Signal) -> Iterable[Task]:
    tasks = Task.objects.filter(state="open", wakes_on__overlap=signal.keys)
    if signal.heard:
        tasks = tasks.filter(opened_at__lte=signal.at + HEAR_AGAIN)
    return tasks.select_related("case").order_by("id")


def _wake_run(run: StepRun, now: datetime) -> bool:
    try:
        wake(run, now, why="signal")
    except Fenced:
        return False
    except Exception:
        # One that can't be woken must not keep the others asleep: the tick finds it due, and asks a person.
        logger.exception("A sleeper can't be woken", extra={"action": "not_woken", "run": run.pk})
        StepRun.objects.filter(pk=run.pk, state="sleeping").update(due_at=now)
        return False
    return True


def _look_again(task: Task, now: datetime) -> bool:
    """The step that asked looks again; the question stays open meanwhile, and stays if its cause does."""
    case = task.case
    try:
        process = registry.pinned(case.process, case.version)
        step = process.step(task.step)
        with transaction.atomic():
            runs.due(process, step, case, due_at=now, now=now).save(force_insert=True)
            history = History(case, now)
            if bring_back(task, now):
                history.add("unsnoozed", actor=ENGINE, step=task.step, task=task.pk, why="signal")
            _resume(history, task.step, "signal", runs=case.runs)
            doorbell.ring_on_commit(case.pk, process.links(step.name))
    except (Fenced, IntegrityError, TransitionNotAllowed):
        return False  # somebody has answered, or the step is looking already
    except LookupError as error:  # of another release: the person who is asked can have it looked at again
        logger.warning("Nobody looks again: %s", error, extra={"action": "not_looked_again", "task": task.pk})
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away: the signal is heard again
    except Exception:
        # One that can't look again must not keep the others from it; its question stays open.
        logger.exception("A step can't look again", extra={"action": "not_looked_again", "task": task.pk})
        return False
    return True


def _resume(history: History, step: str, why: str, **columns: Any) -> None:
    history.add("woken", actor=ENGINE, step=step, why=why)
    history.keep()
    move(history.case, "resume", events_count=history.case.events_count, cause="", **columns)
