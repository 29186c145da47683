"""The buyer's own company: one row."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from p2p.admin.kinds import MasterAdmin
from p2p.models import Company


@admin.register(Company)
class CompanyAdmin(MasterAdmin):
    list_display = ("name", "vat_id", "country", "base_currency", "timezone")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Company.objects.exists()
