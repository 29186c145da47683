"""The demo set, written once for all tests that only read it."""

from datetime import date
from pathlib import Path

import pytest

from samples.generate import demo_set

TODAY = date(2026, 3, 20)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    demo_set(folder, TODAY, seed=1)
    return folder
