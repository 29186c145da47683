"""Who hears what a role is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from config.recipients import of_role
from workflow.models import Case
from workflow.people import Recipient

pytestmark = pytest.mark.django_db


def member(name: str, role: str = "manager", **columns: Any) -> User:
    user = User.objects.create_user(name, **{"email": f"{name}@example.com", **columns})
    user.groups.add(Group.objects.get(name=role))
    return user


def test_active_members_with_an_address_hear(django_assert_num_queries: Callable[..., Any]) -> None:
    member("mia", first_name="Mia", last_name="May")
    member("max")
    member("gone", is_active=False)
    member("mute", email="")
    member("carol", "clerk")
    with django_assert_num_queries(1):
        assert of_role("manager", Case()) == [
            Recipient("max", "max", "max@example.com"),
            Recipient("mia", "Mia May", "mia@example.com"),
        ]


@pytest.mark.parametrize("role", ["manager", "no_such_role", ""])
def test_where_nobody_can_hear_the_last_resort_does(settings: Any, role: str) -> None:
    settings.P2P_LAST_RESORT = ["postmaster@example.com"]
    member("gone", is_active=False)
    assert of_role(role, Case()) == [Recipient(*["postmaster@example.com"] * 3)]
    settings.P2P_LAST_RESORT = []
    assert of_role(role, Case()) == []
