"""Logging in: by name and password alone. Nobody signs up; an administrator makes the logins."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import resolve_url


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What this portal wants of allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Name and password don't fit together. Both care about capitals.",
        "too_many_login_attempts": "There were too many wrong passwords. Wait five minutes, then try again.",
        "enter_current_password": "That isn't your present password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who it is. A login that has been ended is told nothing more than a wrong password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the preferences."""
        return resolve_url("preferences")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the front page; where another was asked for, allauth goes there before it asks."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def add_message(self, *_: Any, **__: Any) -> None:
        """The pages say themselves what has happened."""
