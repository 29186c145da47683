"""Invoices as they were read and corrected."""

from django.contrib import admin

from p2p.admin.kinds import RecordAdmin, RecordLines
from p2p.models import Invoice, InvoiceLine


class InvoiceLines(RecordLines):
    model = InvoiceLine


@admin.register(Invoice)
class InvoiceAdmin(RecordAdmin):
    list_display = (
        "invoice_number",
        "document_type",
        "seller_name",
        "invoice_date",
        "gross",
        "currency",
        "po_number",
        "case",
    )
    list_filter = ("document_type", "currency", "invoice_date")
    list_select_related = ("case",)
    search_fields = ("invoice_number", "seller_name", "po_number", "=case__id")
    ordering = ("-id",)
    inlines = (InvoiceLines,)
