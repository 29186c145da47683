"""Today's release in the middle of a deployment: rows and messages of another one are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import registry

STORED = Path(__file__).parent / "stored"


@pytest.fixture
def bench(db: None, settings: Any) -> Iterator[Bench]:
    """A fresh post office, under the release that knows version 2 of the toy process."""
    yield from _released(settings, "tests.deploy.parcel_v2.PARCEL")


def _released(settings: Any, process: str) -> Iterator[Bench]:
    release(settings, process)
    toy.fetch.fetched = [{}] * 9  # what jammed when the rows were stored is mended
    toy.POST_OFFICE.__init__()  # type: ignore[misc]
    yield Bench()
    registry.forget()


def release(settings: Any, process: str) -> None:
    """The code of another release takes over, with this process."""
    settings.WORKFLOW_PROCESSES = [process]
    registry.forget()


def load(name: str) -> None:
    """Rows as an earlier release left them. What columns came since have their defaults."""
    call_command("loaddata", str(STORED / f"{name}.json"), verbosity=0)
