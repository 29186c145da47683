"""What a person reads about a threshold that was passed: plain text, with the figures in it and a link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from workflow import sla
from workflow.amounts import show
from workflow.define import Process
from workflow.models import Case, Escalation, StepRun, Task
from workflow.reasons import ENGINE_REASONS

SUBJECT_MOST = 200
_SPANS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body, plain text; the same for everybody who is told."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Word:
    """Who didn't wait for the clock, and what they say."""

    name: str
    note: str


def letter(
    escalation: Escalation,
    process: Process,
    *,
    since: datetime,
    budget: timedelta,
    now: datetime,
    word: Word | None = None,
) -> Letter:
    """The words for an escalation that was just recorded: its clock began at `since` and has `budget`."""
    told = {
        **_told(escalation.role, since, budget, now),
        "percent": (now - since) * 100 // budget if word else escalation.percent,
        **({"asked_by": word.name, "note": word.note} if word else {}),
        **_next(escalation, process, since, budget),
        **_card(escalation.case),
    }
    if escalation.task:
        told |= _asked(process, escalation.task)
    elif escalation.step_run:
        told |= _worked(process, escalation.step_run)
    told = {name: line(value) if isinstance(value, str) else value for name, value in told.items()}
    return Letter(
        subject=line(render_to_string("workflow/mail/escalation_subject.txt", told))[:SUBJECT_MOST],
        body=render_to_string("workflow/mail/escalation.txt", told).strip() + "\n",
    )


def line(text: str) -> str:
    """The text as one line of printable characters: nothing in it can begin another line, or a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def lasting(time: timedelta) -> str:
    """How long, in its two largest units: "3 d 4 h", "45 s"."""
    rest = max(0, int(time.total_seconds()))
    parts: list[str] = []
    for size, unit in _SPANS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def _told(role: str, since: datetime, budget: timedelta, now: datetime) -> dict[str, Any]:
    return {
        "overdue": now >= since + budget,
        "role": role,
        "since": since,
        "lasted": lasting(now - since),
        "allowed": lasting(budget),
    }


def _next(escalation: Escalation, process: Process, since: datetime, budget: timedelta) -> dict[str, Any]:
    for level in process.escalation:
        if level.percent > escalation.percent:
            return {"next_level": level.name, "next_at": sla.threshold_at(since, budget, level.percent)}
    return {}


def _card(case: Case) -> dict[str, Any]:
    return {
        "number": case.number or f"no. {case.pk}",
        "party": case.party,
        "amount": "" if case.amount is None else show(case.amount, case.currency),
        "due_on": case.due_on,
    }


def _asked(process: Process, task: Task) -> dict[str, Any]:
    reasons = (*process.reasons(), *ENGINE_REASONS)
    return {
        "asked": True,
        "title": next((reason.title for reason in reasons if reason.code == task.reason), task.reason),
        "question": _question(task),
        "waits_for": task.role,
        "link": settings.WORKFLOW_TASK_LINK.format(id=task.pk),
    }


def _question(task: Task) -> str:
    """A template that doesn't fit its params is shown as it is: the message matters more than its beauty."""
    try:
        return task.sentence
    except (LookupError, ValueError, AttributeError):
        return task.question


def _worked(process: Process, run: StepRun) -> dict[str, Any]:
    failures = StepRun.objects.filter(case=run.case_id, step=run.step).exclude(error="").order_by("-number")
    return {
        "title": process.step(run.step).title,
        "attempt": run.attempt,
        "failure": failures.values_list("error", flat=True).first() or "",
        "link": settings.WORKFLOW_CASE_LINK.format(id=run.case_id),
    }
