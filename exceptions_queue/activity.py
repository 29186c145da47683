"""What one person answered, newest first, and what can still be done about each answer."""

from dataclasses import dataclass
from datetime import datetime

from exceptions_queue.keyset import Page, page_of
from exceptions_queue.words import choice_label, reason_title
from workflow.models import Case, Decision
from workflow.people import Actor


@dataclass(frozen=True, slots=True)
class Deed:
    """An answer. `standing` is "waits" (until it takes effect it can be taken back), "undone" or "done"."""

    decision: Decision
    case: Case
    title: str
    answer: str
    standing: str


def deeds(actor: Actor, before: int | None, now: datetime) -> tuple[tuple[Deed, ...], Page[Decision]]:
    """One page of a person's answers, from the one before decision `before` on. One query."""
    found = Decision.objects.filter(actor_id=actor.id).select_related("case", "task", "undoing").order_by("-id")
    page = page_of(found.filter(pk__lt=before) if before else found)
    return tuple(_deed(decision, now) for decision in page.rows), page


def _deed(decision: Decision, now: datetime) -> Deed:
    task = decision.task
    task.case = decision.case
    waits = decision.effective_at > now
    return Deed(
        decision=decision,
        case=decision.case,
        title=reason_title(task),
        answer=choice_label(task, decision.choice),
        standing="undone" if decision.undone else "waits" if waits else "done",
    )
