import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from samples.live.people import PEOPLE, ensure_people, password_of, roles_of


def test_password_stays_the_same_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    password = password_of(tmp_path)
    assert password_of(tmp_path) == password
    assert len(password) >= 12
    assert stat.S_IMODE((tmp_path / "password").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_each_role_gets_a_login_and_a_new_password_the_second_time() -> None:
    ensure_people("first-password")
    ensure_people("second-password")
    for login, _, _ in PEOPLE:
        user = authenticate(username=login, password="second-password")
        assert isinstance(user, User)
        assert {group.name for group in user.groups.all()} == set(roles_of(login))
    assert User.objects.count() == len(PEOPLE)


def test_somebody_can_take_over_what_a_clerk_has_open() -> None:
    assert any({"clerk", "manager"} <= set(roles_of(login)) for login, _, _ in PEOPLE)
