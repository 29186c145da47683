"""A page of the queue as it is drawn: a row for each question, and the heads of its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from exceptions_queue.queue_orders import DEFAULT, ORDERS
from exceptions_queue.queue_wanted import View
from exceptions_queue.wording import span
from exceptions_queue.words import reason_title, sentence
from workflow.models import Task
from workflow.people import Actor

SOON = timedelta(hours=1)
_FIGURES = ("amount", "attempts")


@dataclass(frozen=True, slots=True)
class Row:
    """An open question. `pressing` is "late", "soon" or "".

    `standing` is "open" where `holder` has it open, "given" where it is theirs, "" where it is nobody's; `own` where
    that is the reader.
    """

    task: Task
    title: str
    sentence: str
    due: str
    pressing: str
    age: str
    holder: str
    standing: str
    own: bool
    asleep: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: a click on it goes to `query`; `sort` says how rows are ordered by it now."""

    code: str
    label: str
    query: str
    sort: str
    figure: bool


def row_of(task: Task, actor: Actor, now: datetime) -> Row:
    """The task as this person sees it now."""
    left = task.answer_by - now
    held_by = task.held_by(now)
    return Row(
        task=task,
        title=reason_title(task),
        sentence=sentence(task),
        due=f"{span(left)} late" if left < timedelta() else f"in {span(left)}",
        pressing="late" if left < timedelta() else "soon" if left < SOON else "",
        age=span(now - task.opened_at),
        holder=task.holder_name if held_by else task.assignee_name,
        standing="open" if held_by else "given" if task.assignee_id else "",
        own=actor.id == (held_by or task.assignee_id),
        asleep=task.snoozed_until is not None and task.snoozed_until > now,
    )


def columns(view: View, labels: Mapping[str, str]) -> Iterator[Column]:
    """The heads, in the order of the columns."""
    now_by, down = view.order.removeprefix("-") or DEFAULT, view.order.startswith("-")
    for code, order in ORDERS.items():
        here = code == now_by
        way = order.first if not here else "" if down else "-"
        yield Column(
            code=code,
            label=labels.get(code, order.label),
            query=view.query(order="" if way + code == DEFAULT else way + code),
            sort=("descending" if down else "ascending") if here else "",
            figure=code in _FIGURES,
        )
