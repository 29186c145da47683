"""The two kinds of rows in the admin: records, which are only shown, and master data, which is never deleted."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:  # generic in the stubs alone
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin, TabularInline, ModelForm = admin.ModelAdmin, admin.TabularInline, forms.ModelForm


class Shown:
    """Refuses adding, changing and deleting; who may view is Django's permission."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(Shown, ModelAdmin):
    """What has happened: evidence, inserted by the product alone."""

    show_full_result_count = False
    list_per_page = 50


class RecordLines(Shown, TabularInline):
    """The lines of a record."""

    extra = 0
    can_delete = False


class MasterAdmin(ModelAdmin):
    """What is agreed: edited by those who have the permission, never deleted, for records point to it."""

    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
