"""What becomes of a step that failed: another attempt later, or an incident that a person sees."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from workflow.define import Process, Step
from workflow.engine.complete import Ended, complete
from workflow.engine.follow import Asked, Due, Then
from workflow.engine.move import Fenced
from workflow.models import Effect, StepRun
from workflow.outcomes import Finding, Retryable
from workflow.reasons import INCIDENT

logger = logging.getLogger(__name__)

# A deadlock, a serialisation failure or a lost connection: the next attempt may well succeed, and soon.
_DATABASE = (OperationalError, InterfaceError)
SOON = timedelta(seconds=5)  # after a crash; the delays of a step's retry are for what the step itself calls
_PASSING = (Retryable, SoftTimeLimitExceeded)
_TOO_LONG = "It took far too long and was stopped."


@contextmanager
def contained(process: Process, step: Step, run: StepRun, clock: Callable[[], datetime]) -> Iterator[None]:
    """Whatever the step raises ends in its record. Being fenced out means that somebody else has it: drop."""
    fence = run.fence  # an attempt to complete that is rolled back leaves a later one in memory
    try:
        yield
    except Fenced as fenced:
        logger.warning("Dropped a late result", extra={"action": "fenced", "why": str(fenced)})
    except Exception as error:  # noqa: BLE001 -- the one place that classifies what a step raised
        claimed = StepRun.objects.select_related("case").filter(pk=run.pk, fence=fence, state="running").first()
        if claimed is None:
            logger.warning("Dropped a late failure", extra={"action": "fenced", "why": _sentence(error)})
        else:
            _record_failure(process, step, claimed, error, clock())


def give_up_or_try_again(
    process: Process, step: Step, run: StepRun, why: str, *, delay: timedelta | None, now: datetime
) -> Then:
    """The next attempt after the delay while the step's retry policy allows one, else an incident.

    `delay` None means that another attempt would fail alike.
    """
    if delay is not None and run.attempt < step.retry.attempts:
        return Due(step, now + delay, attempt=run.attempt + 1, clock_of=run)
    return incident(run, step.title, why)


def incident(run: StepRun, title: str, why: str) -> Asked:
    """What an incident asks a person, with what the case has done outside so far. `title` names the step."""
    times = "once" if run.attempt == 1 else f"{run.attempt} times"
    effects = Effect.objects.filter(case_id=run.case_id, state="done").order_by("id")
    done = [f"{effect.step} {effect.reference}" for effect in effects]
    finding = Finding(
        reason=INCIDENT.code,
        question="{step} failed ({times}): {why} Try again, or refuse?",
        params={"step": title, "times": times, "why": why if why.endswith(".") else f"{why}."},
        evidence={"step": run.step, "attempts": run.attempt, "why": why, "done": done},
    )
    return Asked(INCIDENT, finding)


def _record_failure(process: Process, step: Step, run: StepRun, error: Exception, now: datetime) -> None:
    why = _sentence(error)
    logger.warning("A step failed", extra={"action": "step_failed", "step": step.name, "run": run.pk, "why": why})
    ended = Ended(
        step=step,
        state="failed",
        started_at=run.started_at or now,
        finished_at=now,
        error=why,
        traceback="".join(traceback.format_exception(error)),
    )
    then = give_up_or_try_again(process, step, run, why, delay=_delay(step, run, error), now=now)
    complete(run, [ended], then, process=process, now=now)


def _delay(step: Step, run: StepRun, error: Exception) -> timedelta | None:
    if isinstance(error, _DATABASE):
        return SOON
    return step.retry.delay_after(run.attempt) if isinstance(error, _PASSING) else None


def _sentence(error: Exception) -> str:
    if isinstance(error, Retryable):
        return str(error)
    if isinstance(error, SoftTimeLimitExceeded):
        return _TOO_LONG
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0]}" if text else type(error).__name__
