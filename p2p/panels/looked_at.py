"""What a step looked at when it was last run for a case: the figures that its question rests on."""

from typing import TypeVar

import msgspec

from p2p.facts import read
from workflow.models import StepRun

T = TypeVar("T")


def looked_at(case_id: int, step: str, kind: type[T]) -> T | None:
    """The newest facts of the step, None where it hasn't looked yet, or where they are of another release."""
    runs = StepRun.objects.filter(case_id=case_id, step=step, facts__isnull=False).order_by("-number")
    facts = runs.values_list("facts", flat=True).first()
    try:
        return read(kind, facts) if facts is not None else None
    except msgspec.ValidationError:
        return None
