"""The two kinds of rows in the admin: records, which are only shown, and master data, which is never deleted."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest

from workflow.admin.kinds import ModelAdmin, ReadOnly, TabularInline

if TYPE_CHECKING:  # generic in the stubs alone
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class RecordAdmin(ReadOnly, ModelAdmin):
    """What has happened: evidence, inserted by the product alone."""

    show_full_result_count = False
    list_per_page = 50


class RecordLines(ReadOnly, TabularInline):
    """The lines of a record."""

    extra = 0
    can_delete = False


class MasterAdmin(ModelAdmin):
    """What is agreed: edited by those who have the permission, never deleted, for records point to it."""

    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
