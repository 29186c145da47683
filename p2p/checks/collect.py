"""Runs a step's checks in their order."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from workflow.outcomes import Finding

F = TypeVar("F")
R = TypeVar("R")
Check = Callable[[F, R], Finding | None]


def collect(checks: Iterable[Check[F, R]], facts: F, rules: R) -> tuple[Finding, ...]:
    """What the checks found: the first is asked first."""
    found = (check(facts, rules) for check in checks)
    return tuple(finding for finding in found if finding is not None)
