"""Rows that can be read and never changed, and the rows of a case beside it."""

import json
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:  # generic in the stubs alone
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline

CASE_SEARCH = ("case__number", "case__party", "case__uid")


class ReadOnly:
    """Refuses to add, change or delete; who may view is Django's permission."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False


class RecordAdmin(ReadOnly, ModelAdmin):
    """A list with filters and a page for each row; JSON is printed with indents, long text as it stands."""

    list_per_page = 50
    show_full_result_count = False
    ordering = ("-id",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Every column; foreign keys as their links."""
        return [_shown(field) for field in self.model._meta.fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The same: `get_fields` may name functions only if they are read-only."""
        return self.get_fields(request, obj)


class History(ReadOnly, TabularInline):
    """Rows of a case, oldest first, each with a link to its own page where it has one."""

    extra = 0
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All that is shown."""
        return self.fields


@cache
def _shown(field: Any) -> str | Callable[[models.Model], SafeString]:
    """The column's name, or for JSON and long text a function that prints it."""
    if not isinstance(field, models.JSONField | models.TextField):
        return str(field.name)

    @admin.display(description=str(field.verbose_name))
    def printed(row: models.Model) -> SafeString:
        value = getattr(row, field.name)
        if isinstance(field, models.JSONField):
            value = json.dumps(value, indent=2, ensure_ascii=False)
        return format_html("<pre>{}</pre>" if "\n" in value else "{}", value)

    return printed
