"""The toy process beside the one that asks about broken rules."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.workflow.conftest import bench
from tests.workflow.invariants.conftest import spoil
from workflow import registry

__all__ = ["bench", "spoil"]


@pytest.fixture(autouse=True)
def both(bench: object, settings: Any) -> Iterator[None]:
    """The toy process, and this one; the engine's rules."""
    settings.WORKFLOW_PROCESSES = ["tests.workflow.toy.PARCEL", "upkeep.process.UPKEEP"]
    settings.UPKEEP_RULES = [path for path in settings.UPKEEP_RULES if path.startswith("workflow.")]
    registry.forget()
    yield
    registry.forget()
