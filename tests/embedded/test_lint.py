"""Whether the deployment check tells one role from two."""

from typing import Any

import pytest

from embedded.lint import check_roles


@pytest.mark.django_db
def test_a_role_that_owns_the_tables_and_runs_the_application_is_warned_of(settings: Any) -> None:
    settings.DATABASE_URL = "postgres://one@server/p2p"
    assert [warning.id for warning in check_roles()] == ["embedded.W001"]


def test_without_a_database_there_is_nothing_to_say(settings: Any) -> None:
    settings.DATABASE_URL = ""
    assert check_roles() == []
