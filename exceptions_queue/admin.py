"""What browsers refused, in the admin: to be read."""

from django.contrib import admin

from exceptions_queue.models import PolicyReport
from workflow.admin import RecordAdmin


@admin.register(PolicyReport)
class PolicyReportAdmin(RecordAdmin):
    """Something on a page that the content policy forbids, or somebody's attempt to put it there."""

    list_display = ("id", "directive", "refused", "page", "count", "known", "last_at")
    list_filter = ("directive", "known")
    search_fields = ("page", "refused")
