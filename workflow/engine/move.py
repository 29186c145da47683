"""The one function that writes a state."""

from typing import Any

from workflow.models import Case, Effect, Message, StepRun, Task


class Fenced(Exception):
    """Somebody else has moved this row meanwhile; what was about to be written is dropped."""


def move(
    row: Case | StepRun | Task | Effect | Message,
    name: str,
    *,
    only_if: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Run the transition `name` on a fetched row and write it, with `changes`, as one guarded UPDATE.

    The old state and fence stand in its WHERE, and `only_if` besides. Raises TransitionNotAllowed where the
    table doesn't have the move, Fenced where the row is no longer as it was fetched.
    """
    guard = {"pk": row.pk, "state": row.state, **(only_if or {})}
    getattr(row, name)()
    if isinstance(row, Case | StepRun | Message):
        guard["fence"] = row.fence
        changes["fence"] = row.fence + 1
    written = type(row)._default_manager.filter(**guard).update(state=row.state, **changes)
    if written != 1:
        raise Fenced(f"{row} is no longer {guard['state']}")
    for field, value in changes.items():
        setattr(row, field, value)
