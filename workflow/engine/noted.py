"""Keeps what happened to the question of a case that itself stays where it is."""

from workflow.engine.history import History
from workflow.engine.move import Fenced
from workflow.models import Case

ASKING = ("waiting", "incident")


def note_on(history: History) -> None:
    """Write the events, guarded by the case's fence: Fenced where it has moved, or is just being looked at again."""
    case = history.case
    history.keep()
    still = Case.objects.filter(pk=case.pk, fence=case.fence, state__in=ASKING)
    if still.update(events_count=case.events_count, fence=case.fence + 1) != 1:
        raise Fenced(f"{case} is no longer {case.state}")
    case.fence += 1
