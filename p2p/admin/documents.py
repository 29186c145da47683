"""What was received."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin, RecordLines
from p2p.models import Document, Email


class EmailDocuments(RecordLines):
    model = Document
    fields = ("filename", "media_type", "size", "sha256", "case", "twin_of")


@admin.register(Email)
class EmailAdmin(RecordAdmin):
    list_display = ("subject", "sender", "received_at", "source", "size")
    list_filter = ("source", "received_at")
    search_fields = ("subject", "sender", "message_id", "sha256")
    ordering = ("-received_at", "-id")
    inlines = (EmailDocuments,)


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("filename", "media_type", "size", "case", "email")
    list_filter = ("media_type",)
    list_select_related = ("case", "email")
    search_fields = ("filename", "sha256", "=case__id")
    ordering = ("-id",)
