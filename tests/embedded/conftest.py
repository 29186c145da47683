"""A data folder whose servers are gone when the test is over."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.watching import eventually, processes


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A folder for one installation. That nothing outlives the test is part of every test."""
    folder = tmp_path / "data"
    yield folder
    try:
        eventually(lambda: not processes(folder), "every process ended", seconds=30)
    finally:
        for process in processes(folder):
            os.kill(process, signal.SIGKILL)
