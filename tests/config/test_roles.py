"""Who may see and change what in the admin, and who an actor is."""

import pytest
from django.contrib.auth.models import Group, User

from config.actors import actor_from_user
from config.roles import GRANTS, ROLES, keep_roles

pytestmark = pytest.mark.django_db


def permissions(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_every_role_is_a_group_with_its_permissions() -> None:
    assert set(GRANTS) == set(ROLES)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert "change_vendor" in permissions("controller")
    assert "view_event" in permissions("auditor")


def test_nobody_may_change_a_record_or_a_state_in_the_admin() -> None:
    changeable = {name for role in ROLES for name in permissions(role) if not name.startswith("view_")}
    touched = {name.partition("_")[2] for name in changeable}
    assert touched.isdisjoint(
        {"case", "steprun", "task", "event", "decision", "effect", "message", "invoice", "posting", "payment"}
    )


def test_an_administrator_has_no_hand_on_money() -> None:
    assert not {name for name in permissions("administrator") if name.startswith(("add_vendor", "change_vendor"))}


def test_keeping_the_roles_takes_away_what_was_added_by_hand() -> None:
    group = Group.objects.get(name="clerk")
    group.permissions.add(*Group.objects.get(name="controller").permissions.all())
    keep_roles()
    assert "change_vendor" not in permissions("clerk")


def test_an_actor_has_the_roles_of_its_groups_and_an_inactive_user_none() -> None:
    user = User.objects.create_user("carol", first_name="Carol", last_name="Clerk")
    user.groups.add(Group.objects.get(name="clerk"), Group.objects.create(name="choir"))

    actor = actor_from_user(user)
    assert (actor.id, actor.name, actor.roles) == ("carol", "Carol Clerk", frozenset({"clerk"}))
    user.is_active = False
    assert actor_from_user(user).roles == frozenset()
