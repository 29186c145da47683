"""Django admin: master data that people may edit by role, and records that nobody edits."""

from p2p.admin import (
    amendments,
    approvals,
    company,
    documents,
    identifications,
    invoices,
    journal,
    matches,
    orders,
    payments,
    postings,
    receipts,
    vendors,
)

__all__ = [
    "amendments",
    "approvals",
    "company",
    "documents",
    "identifications",
    "invoices",
    "journal",
    "matches",
    "orders",
    "payments",
    "postings",
    "receipts",
    "vendors",
]
