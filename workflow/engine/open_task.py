"""An open task, and whether this person may have it: what everything that a person does with one begins with."""

from datetime import datetime
from typing import Any

from workflow.engine.unable import (
    Conflict,
    DecisionRefused,
    NoSuchTask,
    TaskChanged,
    TaskClosed,
    TaskHeld,
    UnableToDecide,
)
from workflow.models import Task
from workflow.people import Actor


def open_task(task_id: int) -> Task:
    """The task with its case; NoSuchTask or TaskClosed where nobody can answer it."""
    task = Task.objects.select_related("case").filter(pk=task_id).first()
    if task is None:
        raise NoSuchTask(f"There is no task {task_id}.")
    if task.state != "open":
        raise TaskClosed(f"Task {task_id} is already {task.state}; look at case {task.case_id} for how it went on.")
    return task


def check_role(actor: Actor, role: str) -> None:
    """Only who has the role may answer, and so have the question open."""
    if role not in actor.roles:
        raise DecisionRefused(f"This question goes to the role {role}, which {actor.name} does not have.")


def check_role_or_supervisor(actor: Actor, task: Task) -> None:
    """Whoever may answer it may also put it off or give it away; so may those who watch over the queue."""
    if not actor.supervises:
        check_role(actor, task.role)


def check_free(actor: Actor, task: Task, now: datetime) -> None:
    """Nobody else has it open."""
    if task.held_by(now) not in ("", actor.id):
        raise held(task)


def still_free(actor: Actor, task: Task, now: datetime) -> dict[str, Any]:
    """The condition under which what `check_free` has found is still so when the row is written."""
    expired = {} if task.holder_id in ("", actor.id) else {"held_until__lte": now}
    return {"version": task.version, "holder_id": task.holder_id, **expired}


def held(task: Task) -> TaskHeld:
    """Who has it, and what to do about it."""
    return TaskHeld(
        f"{task.holder_name} has this question open, until {task.held_until:%H:%M} UTC at least. "
        "Take another one, or ask a manager to give it to you."
    )


def changed(task: Task) -> TaskChanged:
    """It is no longer as it was seen."""
    whose = f"It is {task.assignee_name}'s now. " if task.assignee_id else ""
    return TaskChanged(f"Task {task.pk} was given away or put off since you opened it. {whose}Look at it again.")


def why_not(actor: Actor, task: Task, now: datetime) -> UnableToDecide:
    """What has come in between, after a guarded write of this task has found the row otherwise."""
    found = Task.objects.get(pk=task.pk)
    if found.state != "open":
        return TaskClosed(f"Task {task.pk} was answered or withdrawn a moment ago.")
    if found.held_by(now) not in ("", actor.id):
        return held(found)
    if found.version != task.version:
        return changed(found)
    return Conflict("The case is just being looked at again. Try again in a moment.")
