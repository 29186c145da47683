"""Where a case stands just now, in one query: it is asked every two seconds while the case runs."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from exceptions_queue.path import Visit
from workflow.models import Case, StepRun, Task

# What is read of the case; it comes with each of its runs.
_CASE = ("id", "process", "version", "state", "step", "reason", "cause", "received_at", "finished_at")
_VISIT = tuple(field.name for field in fields(Visit) if field.name != "reason")


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with its attempts, and its open question if it has one."""

    case: Case
    visits: tuple[Visit, ...]
    task_id: int | None

    @property
    def running(self) -> bool:
        """Whether it goes on by itself within moments."""
        return bool(self.case.state == "running")


def standing(case_id: int) -> Standing | None:
    """The case as it stands; None where there is none (each case has a run from its first moment on)."""
    asked = Task.objects.filter(case=OuterRef("case"), state="open").values("pk")[:1]
    columns = (*_VISIT, *(f"case__{name}" for name in _CASE))
    runs = StepRun.objects.filter(case_id=case_id).order_by("number")
    rows = list(runs.annotate(why=KT("outcome__reason"), task=Subquery(asked)).values_list(*columns, "why", "task"))
    if not rows:
        return None
    *_, task_id = rows[-1]
    case = Case(**dict(zip(_CASE, rows[-1][len(_VISIT) :], strict=False)))
    return Standing(case, _visits(rows), task_id)


def _visits(rows: Sequence[Sequence[object]]) -> tuple[Visit, ...]:
    return tuple(
        Visit(**dict(zip(_VISIT, row, strict=False)), reason=row[-2] or "")  # type: ignore[arg-type]
        for row in rows
    )
