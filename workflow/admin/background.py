"""What cases rest on: versions of processes, and word of outside changes."""

from django.contrib import admin

from workflow.admin.kinds import RecordAdmin
from workflow.models import ProcessVersion, Signal


@admin.register(ProcessVersion)
class ProcessVersionAdmin(RecordAdmin):
    """What each version of a process means."""

    list_display = ("name", "version", "digest", "registered_at")
    list_filter = ("name",)


@admin.register(Signal)
class SignalAdmin(RecordAdmin):
    """Words of outside changes that cases wait for."""

    list_display = ("id", "keys", "at", "hear_at", "heard")
    list_filter = ("heard",)
