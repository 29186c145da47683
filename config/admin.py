"""Logins in the admin. An administrator gives roles to others, and takes no power for themselves by it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

# What only a superuser gives: a role is a group, and nothing is granted beside the roles.
_BEYOND_ROLES = ("is_superuser", "user_permissions")

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Who may log in, in which roles."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Rights beside the roles for everybody; and one's own roles for who would give them to themselves."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        if _is_super(request):
            return fixed
        own = obj is not None and obj.pk == request.user.pk
        return (*fixed, *_BEYOND_ROLES, *(("groups", "is_staff") if own else ()))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not a superuser's login: who sets its password could log in as them."""
        if obj is not None and obj.is_superuser and not _is_super(request):
            return False
        return super().has_change_permission(request, obj)


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
