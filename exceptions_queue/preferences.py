"""How the person behind a request likes the portal. It costs no query: the user's row brings it along."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from exceptions_queue.models import Preferences


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Logs in by name and password; finds the user of a session together with their preferences."""

    def get_user(self, user_id: Any) -> User | None:
        """The user, if they may still log in."""
        user = User.objects.select_related("preferences").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def preferences_of(user: AbstractBaseUser | AnonymousUser) -> Preferences:
    """What the user has chosen, else what everybody begins with (unsaved)."""
    try:
        kept: Preferences = user.preferences  # type: ignore[union-attr]
    except (AttributeError, ObjectDoesNotExist):
        return Preferences(user=user) if isinstance(user, User) else Preferences()
    return kept


def zone_of(preferences: Preferences) -> ZoneInfo:
    """The person's time zone; the installation's where none was chosen, or the chosen one has been abolished."""
    try:
        return ZoneInfo(preferences.zone or settings.PORTAL_TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.PORTAL_TIME_ZONE)


class PreferencesMiddleware:
    """Gives each request its `preferences`, and lets its page show times in the person's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's zone."""
        preferences = preferences_of(request.user)
        request.preferences = preferences  # type: ignore[attr-defined]
        with timezone.override(zone_of(preferences)):
            return self.get_response(request)
