"""The words that a process has for its reasons, choices and steps, with the numbers in them.

A case may outlive the release that knew its process: then the codes stand in for the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from exceptions_queue.wording import fill, label
from workflow import registry
from workflow.define import Choice, Process, Reason
from workflow.engine import reason_of
from workflow.models import Case, Task
from workflow.people import Actor
from workflow.reasons import ENGINE_REASONS


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as one person sees it: what follows, and why they may not take it ("" if they may)."""

    choice: Choice
    consequence: str
    refusal: str


def labelled(code: str) -> str:
    """The code as a label, in this installation's spelling (PORTAL_ABBREVIATIONS)."""
    return label(code, settings.PORTAL_ABBREVIATIONS)


def process_of(case: Case) -> Process | None:
    """The process that the case began with; None where this release no longer knows it."""
    try:
        return registry.pinned(case.process, case.version)
    except LookupError:
        return None


def described(case: Case) -> Mapping[str, Any]:
    """What the process knows of the case beyond the engine's record."""
    process = process_of(case)
    return process.describe(case.pk) if process else {}


def reason_in(task: Task) -> Reason | None:
    """The reason for which the task asks; None where this release no longer knows it."""
    process = process_of(task.case)
    try:
        return reason_of(process, task) if process else None
    except (LookupError, StopIteration):
        return None


def sentence(task: Task) -> str:
    """The question with its numbers in it."""
    return fill(task.question, task.params)


def reason_title(task: Task) -> str:
    """Why a person is needed, in a few words."""
    reason = reason_in(task)
    return reason.title if reason else labelled(task.reason)


def choice_label(task: Task, code: str) -> str:
    """What the choice is called on the page; its code where this release no longer knows it."""
    reason = reason_in(task)
    return (
        next((choice.label for choice in reason.choices if choice.code == code), labelled(code))
        if reason
        else labelled(code)
    )


def title_of_code(case: Case, code: str) -> str:
    """The title of a reason that one of the process's steps may ask for."""
    process = process_of(case)
    known = (*(process.reasons() if process else ()), *ENGINE_REASONS)
    return next((reason.title for reason in known if reason.code == code), labelled(code))


def options(task: Task, actor: Actor) -> tuple[Option, ...]:
    """The choices of the task as this person may or may not take them."""
    reason = reason_in(task)
    if reason is None:
        return ()
    params = {"step": labelled(task.step), **task.params}
    return tuple(
        Option(choice, fill(choice.consequence, params), _refusal(choice, reason, task, actor))
        for choice in reason.choices
    )


def _refusal(choice: Choice, reason: Reason, task: Task, actor: Actor) -> str:
    if reason.role not in actor.roles:
        return f"This question goes to the role {reason.role}."
    refusal = choice.allowed(actor, task.evidence)
    return refusal.why if refusal else ""


def answering_roles() -> frozenset[str]:
    """The roles to which any question may go."""
    asked = [reason for process in registry.processes().values() for reason in process.reasons()]
    return frozenset(reason.role for reason in (*asked, *ENGINE_REASONS))
