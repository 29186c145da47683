"""One running system for all journeys, with its users and the demo company's master data."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from samples.generate import demo_set
from tests.journeys.system import System

SAMPLES_SEED = 7


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo set: mails, manifest, masters."""
    folder = tmp_path_factory.mktemp("samples")
    demo_set(folder, date.today(), SAMPLES_SEED)  # noqa: DTZ011 -- a calendar date of this machine
    return folder


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, sample_folder: Path) -> Iterator[System]:
    """Everything up: PostgreSQL, Valkey, web, workers, beat; `masters` imported, a user for each role."""
    settings = {"P2P_ERP": "tests.journeys.moody_ledger.MoodyLedger", "P2P_TICK_SECONDS": "1"}
    running = System(tmp_path_factory.mktemp("system"), settings)
    try:
        running.up()
        done = running.run("demo_users")
        assert done.returncode == 0, done.stderr
        done = running.run("import_masters", sample_folder / "masters")
        assert done.returncode == 0, done.stderr
        yield running
    finally:
        running.down()
        if running.process is not None and running.process.poll() is None:
            running.process.kill()
