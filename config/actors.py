"""Turns a login into the Actor that the engine knows."""

from typing import Any

from config.roles import ROLES
from workflow.people import Actor


def actor_from_user(user: Any) -> Actor:
    """The user's id, name and roles; a user who may not log in has no roles."""
    groups = user.groups.values_list("name", flat=True) if user.is_active else ()
    roles = frozenset(name for name in groups if name in ROLES)
    return Actor(id=user.get_username(), name=user.get_full_name() or user.get_username(), roles=roles)
