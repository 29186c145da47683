"""Fixtures for what takes invoices in: an own data folder, and a process that only receives and reads."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workflow import registry

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """An empty data folder, in use."""
    settings.P2P_DATA = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def intake(db: None, data: Path, settings: Any) -> Iterator[None]:
    """Cases receive and extract, then are done: what comes after has tests of its own."""
    settings.WORKFLOW_PROCESSES = ["tests.p2p.intake.INTAKE"]
    registry.forget()
    yield
    registry.forget()
