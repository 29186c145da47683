"""The toy process, and rows that are changed past every guard."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.workflow.conftest import bench
from workflow.models import Case

__all__ = ["bench"]

Spoil = Callable[..., None]


@pytest.fixture
def spoil(db: None) -> Spoil:
    """Runs a statement with every trigger and foreign key switched off, as an owner could."""

    def run(statement: str, *parameters: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, parameters)
            cursor.execute("SET session_replication_role = DEFAULT")

    return run


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)
