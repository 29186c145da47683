"""A question as it is opened: among those of its case, held by who may answer it, with the inputs of its choices."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict

from exceptions_queue.answer import typed_name
from exceptions_queue.case_page import tasks_of
from exceptions_queue.fields import Field, fields_of
from exceptions_queue.words import Option, process_of
from workflow import clock, engine
from workflow.models import Task
from workflow.people import Actor

_LARGEST_ID = 2**63 - 1
# A lease that was taken on the way here, so many seconds ago, need not be renewed.
_FRESH = 30


@dataclass(frozen=True, slots=True)
class Found:
    """The question among all those of its case."""

    task: Task
    tasks: Sequence[Task]


def found(task_id: int) -> Found | None:
    """In one query; None where there is no such question."""
    tasks = tasks_of(case__tasks=task_id) if task_id <= _LARGEST_ID else []
    task = next((task for task in tasks if task.pk == task_id), None)
    return Found(task, tasks) if task else None


def hold_open(task: Task, actor: Actor) -> None:
    """Held by this person from now on, where that can be: everybody else reads along."""
    now = clock.now()
    lease = timedelta(seconds=settings.WORKFLOW_HOLD_SECONDS - _FRESH)
    fresh = task.held_by(now) == actor.id and task.held_until is not None and task.held_until - now > lease
    if fresh or task.state != "open" or task.role not in actor.roles:
        return
    with suppress(engine.UnableToDecide):
        held = engine.hold(task.pk, actor=actor, now=now)
        task.holder_id, task.holder_name, task.held_until = held.holder_id, held.holder_name, held.held_until


def known_of(task: Task) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The panel and the description that the process gives of the question's case."""
    process = process_of(task.case)
    if process is None:
        return {}, {}
    return process.panel(task.case_id, task.reason, task.evidence), process.describe(task.case_id)


def inputs_of(
    task: Task, options: Sequence[Option], panel: Mapping[str, Any], description: Mapping[str, Any]
) -> dict[str, tuple[Field, ...]]:
    """The inputs of each choice, by its code. The panel may say which fields are in doubt, and which come first."""
    doubted, first = panel.get("doubted", ()), panel.get("first", ())
    return {
        option.choice.code: fields_of(option.choice.fields, description, task.evidence, doubted=doubted, first=first)
        for option in options
    }


def entered(inputs: Mapping[str, Sequence[Field]], sent: QueryDict) -> list[tuple[str, str]]:
    """What was entered under the chosen answer, for a page that no longer has its inputs."""
    code = sent.get("choice", "")
    typed = [(field, sent.get(typed_name(code, field), "")) for field in inputs.get(code, ())]
    return [(field.name, text) for field, text in typed if text and not field.same(text)]
