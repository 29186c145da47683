"""Colleagues to whom a question may be given, found among the logins."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string

from workflow.people import Actor


class NoSuchPerson(LookupError):
    """Nobody who may log in has this name; the text says what to do."""


def colleagues(roles: Collection[str]) -> list[tuple[str, str]]:
    """Who has one of these roles, as (login, name), by name."""
    users = get_user_model().objects.filter(is_active=True, groups__name__in=roles).distinct()
    people = [(user.get_username(), user.get_full_name() or user.get_username()) for user in users]
    return sorted(people, key=lambda person: person[1].casefold())


def person(login: str) -> Actor:
    """The colleague with this login."""
    user = get_user_model().objects.filter(is_active=True, username=login).first()
    if user is None:
        raise NoSuchPerson("Choose a person from the list: this one can't log in any more.")
    actor: Actor = import_string(settings.WORKFLOW_ACTOR_FROM_USER)(user)
    return actor
