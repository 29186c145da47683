"""What somebody has just decided and may still take back, on whichever page they are by then.

It is kept in the session: the page after the answer is another case's, and every page shows it until the answer
takes effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from workflow.models import Decision

_KEY = "undoable"
# Nobody answers more within the undo window.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Undoable:
    """An answer that doesn't count yet: which one, what it was, and until when it may be taken back."""

    decision: int
    words: str
    until: datetime


def remember(request: HttpRequest, decision: Decision, words: str) -> None:
    """Keep the answer for the pages to come; one that took effect at once isn't kept."""
    if decision.effective_at <= decision.at:
        return
    kept = [*request.session.get(_KEY, []), [decision.pk, words, decision.effective_at.isoformat()]]
    request.session[_KEY] = kept[-_MOST:]


def forget(request: HttpRequest, decision_id: int) -> None:
    """It was taken back, or can't be any more."""
    kept = request.session.get(_KEY)
    if kept:
        request.session[_KEY] = [entry for entry in kept if entry[0] != decision_id]


def newest(session: Mapping[str, Any], now: datetime) -> Undoable | None:
    """The answer that "undo" means now; None where every one has taken effect."""
    for decision, words, until in reversed(session.get(_KEY, [])):
        at = datetime.fromisoformat(until)
        if at > now:
            return Undoable(decision, words, at)
    return None
