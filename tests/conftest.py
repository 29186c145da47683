"""Fixtures for every test. A test that touches the database gets a real, private PostgreSQL."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from embedded.kinds import POSTGRES
from embedded.testing import servers

# How fast a machine is just now says nothing of the code: times are a benchmark's business.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


# Folders whose tests share one running system.
TOGETHER = ("browser", "journeys")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that of several processes none is idle at the end."""
    folder = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(folder).parts[0] not in TOGETHER)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """DATABASE_URL where one is given, else a server for this run alone."""
    if url := os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL"):
        yield url
        return
    with servers([POSTGRES]) as environment:
        yield environment["DATABASE_OWNER_URL"]  # tests make databases


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url: str) -> None:
    """Point Django at the server, which is started only now that a test wants it."""
    databases = {"default": {**dj_database_url.parse(database_url), "ATOMIC_REQUESTS": False}}
    connections.settings = connections.configure_settings(databases)
    settings.DATABASES = databases
    settings.DATABASE_OWNER_URL = ""
    with contextlib.suppress(AttributeError):
        del connections["default"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database, also where only tests that commit by themselves were chosen.

    pytest-django's own makes none for those, as they don't carry its marker.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """`up` collects static files here; tests serve pages without."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
