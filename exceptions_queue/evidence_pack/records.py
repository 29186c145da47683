"""What the engine keeps of a case, as values: every column of every row, in the order in which it came to be."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model

from exceptions_queue import words
from workflow.models import Case, ProcessVersion, Task
from workflow.story import consequence, utc


def row(record: Model) -> dict[str, Any]:
    """Every column of a row; times in UTC."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {name: utc(value) if isinstance(value, datetime) else value for name, value in values.items()}


def steps(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each step run under its file's name: what it looked at, what it said, and its errors in a sentence."""
    for run in case.step_runs.order_by("number").iterator(chunk_size=20):
        columns = row(run)
        del columns["traceback"]  # tells of this machine, and nothing of the case
        yield f"steps/{run.number:04}-{run.step}.json", columns


def questions(case: Case) -> list[dict[str, Any]]:
    """Every question with its words, and with the answers that could be given to it."""
    return [_question(task) for task in case.tasks.select_related("case").order_by("id")]


def decisions(case: Case) -> list[dict[str, Any]]:
    """Every answer, with who took it back if somebody did: such a one counted nowhere."""
    answers = case.decisions.select_related("undoing").order_by("id")
    return [{**row(answer), "undone": row(answer.undoing) if answer.undone else None} for answer in answers]


def rules(case: Case) -> dict[str, Any] | None:
    """The process version that the case began with, as it was registered: steps, limits, who is asked."""
    version = ProcessVersion.objects.filter(name=case.process, version=case.version).first()
    return row(version) if version else None


def kinds(case: Case) -> dict[str, tuple[str, list[Any]]]:
    """The rest, one file a kind: what the rows are, and the rows."""
    return {
        "effects": ("calls to other systems", list(case.effects.order_by("id"))),
        "events": ("the history, event by event", list(case.events.order_by("seq"))),
        "seals": ("the seals over the history", list(case.seals.order_by("number"))),
        "escalations": ("deadlines that were passed", list(case.escalations.order_by("id"))),
        "messages": ("what people were told by email", list(case.messages.order_by("id"))),
    }


def _question(task: Task) -> dict[str, Any]:
    reason = words.reason_in(task)
    choices = [
        {"code": choice.code, "label": choice.label, "consequence": consequence(choice, task.params)}
        for choice in (reason.choices if reason else ())
    ]
    return {**row(task), "title": words.reason_title(task), "sentence": words.sentence(task), "choices": choices}
