"""Who was told what: thresholds that were passed, and the messages about them."""

from django.contrib import admin

from workflow.admin.kinds import CASE_SEARCH, RecordAdmin
from workflow.models import Escalation, Message


@admin.register(Escalation)
class EscalationAdmin(RecordAdmin):
    """Thresholds of SLAs that were passed."""

    list_display = (
        "id",
        "case_id",
        "task_id",
        "step_run_id",
        "percent",
        "level",
        "role",
        "due_at",
        "fired_at",
        "skipped",
    )
    list_filter = ("level", "role", "skipped")
    search_fields = CASE_SEARCH


@admin.register(Message)
class MessageAdmin(RecordAdmin):
    """Messages to people; one that has failed says why."""

    list_display = (
        "id",
        "case_id",
        "address",
        "subject",
        "state",
        "attempts",
        "queued_at",
        "due_at",
        "sent_at",
        "error",
    )
    list_filter = ("state",)
    search_fields = ("address", "recipient", "subject", "message_id", *CASE_SEARCH)
