"""Postings: what the accounts system booked."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin
from p2p.models import Posting


@admin.register(Posting)
class PostingAdmin(RecordAdmin):
    list_display = ("reference", "approval", "gross", "currency", "posted_at")
    list_filter = ("currency", "posted_at")
    list_select_related = ("approval",)
    search_fields = ("reference", "key", "approval__vendor__code", "=approval__case__id")
    ordering = ("-id",)
