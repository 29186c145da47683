"""Invoices as structured data (EN 16931)."""
