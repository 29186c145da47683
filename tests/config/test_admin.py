"""An administrator makes logins and gives roles, and gains nothing for themselves."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def anouk(client: Client) -> User:
    user = User.objects.create_user("anouk", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="administrator"))
    client.force_login(user)
    return user


def save(client: Client, user: User, **typed: Any) -> Any:
    fields = {"username": user.username, "is_active": "on", "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}
    return client.post(f"/admin/auth/user/{user.pk}/change/", {**fields, **typed})


def test_they_give_others_their_roles(anouk: User, client: Client) -> None:
    other = User.objects.create_user("olga")
    assert save(client, other, groups=[Group.objects.get(name="clerk").pk]).status_code == 302
    assert [group.name for group in other.groups.all()] == ["clerk"]


def test_nobody_is_made_more_than_their_roles(anouk: User, client: Client) -> None:
    other = User.objects.create_user("olga")
    save(client, other, is_superuser="on", user_permissions=["1"])
    other.refresh_from_db()
    assert not other.is_superuser
    assert not other.user_permissions.exists()


def test_their_own_roles_stay_as_they_are(anouk: User, client: Client) -> None:
    save(client, anouk, is_staff="on", groups=[Group.objects.get(name="controller").pk])
    assert [group.name for group in anouk.groups.all()] == ["administrator"]


def test_a_superusers_login_is_not_theirs_to_change(anouk: User, client: Client) -> None:
    chief = User.objects.create_superuser("chief", password="old one")
    new = {"password1": "brand new one", "password2": "brand new one", "usable_password": "true"}
    assert client.post(f"/admin/auth/user/{chief.pk}/password/", new).status_code == 403
    assert save(client, chief, first_name="X").status_code == 403
    chief.refresh_from_db()
    assert chief.check_password("old one")


def test_a_superuser_may_do_all_that(client: Client) -> None:
    chief, other = User.objects.create_superuser("chief"), User.objects.create_user("olga")
    client.force_login(chief)
    save(client, other, is_superuser="on")
    other.refresh_from_db()
    assert other.is_superuser
