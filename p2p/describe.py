"""What `show_case` and the case page tell of an invoice, beyond the engine's own record. JSON values only.

Amounts are decimal strings in the currency's minor units, dates ISO, times UTC; null is what isn't known.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from p2p.amending.look import reversal_of
from p2p.amending.told import amendments_of
from p2p.figures import amount, quantity
from p2p.models import Approval, Document, Invoice, InvoiceLine, Match, MatchLine, Payment, Posting
from workflow.story import utc

_TEXTS = ("document_type", "invoice_number", "seller_name", "seller_vat_id", "buyer_name", "po_number", "currency")
_DATES = ("invoice_date", "due_date")
_AMOUNTS = ("net", "tax", "gross", "payable")
_ENTRY_TEXTS = ("cost_centre", "vendor_code", "text")
_ACCOUNT = ("iban", "sort_code", "account_number")


def brief(case_id: int) -> Mapping[str, Any]:
    """What a case's line in `cases` says besides the engine's columns: the mail that it came with."""
    document = Document.objects.filter(case_id=case_id).select_related("email").order_by("id").first()
    return {"message_id": (document.email.message_id or None) if document and document.email else None}


def describe(case_id: int) -> Mapping[str, Any]:
    """Documents, the invoice as it counts now, its match and approval, and what became of it."""
    invoice = Invoice.objects.filter(case_id=case_id).order_by("-id").first()
    match = Match.objects.filter(case_id=case_id).select_related("order").order_by("-id").first()
    approval = Approval.objects.filter(case_id=case_id).first()
    postings = Posting.objects.filter(approval__case_id=case_id).order_by("id")
    payments = Payment.objects.filter(posting__approval__case_id=case_id).order_by("id")
    return {
        **brief(case_id),
        "documents": [_document(document) for document in Document.objects.filter(case_id=case_id).order_by("id")],
        "invoice": _invoice(invoice) if invoice else None,
        "match": _match(match) if match else None,
        "approval": _approval(approval) if approval else None,
        "postings": [_posting(posting) for posting in postings],
        "payments": [_payment(payment) for payment in payments],
        "amendments": amendments_of(case_id),
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "file": document.filename,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "size": document.size,
        "twin_of": str(document.twin_of_id) if document.twin_of_id else None,
        "id": str(document.pk),
    }


def _invoice(invoice: Invoice) -> dict[str, Any]:
    dates = {name: getattr(invoice, name) for name in _DATES}
    return {
        **{name: getattr(invoice, name) or None for name in (*_TEXTS, *_ACCOUNT)},
        **{name: date.isoformat() if date else None for name, date in dates.items()},
        **{name: amount(getattr(invoice, name), invoice.currency) for name in _AMOUNTS},
        "lines": [_invoice_line(line, invoice.currency) for line in invoice.lines.order_by("line_number")],
    }


def _invoice_line(line: InvoiceLine, currency: str) -> dict[str, Any]:
    return {
        "description": line.description or None,
        "sku": line.sku or None,
        "quantity": quantity(line.quantity),
        "unit": line.unit or None,
        "unit_price": amount(line.unit_price, currency),
        "net": amount(line.net, currency),
        "tax_rate": quantity(line.tax_rate),
        "po_line": line.po_line,
    }


def _match(match: Match) -> dict[str, Any]:
    lines = match.lines.select_related("invoice_line", "order_line").order_by("id")
    currency = match.order.currency if match.order else ""
    return {
        "po_number": match.order.number if match.order else None,
        "gl_account": match.gl_account or None,
        "cost_centre": match.cost_centre or None,
        "lines": [_match_line(line, currency) for line in lines],
    }


def _match_line(line: MatchLine, currency: str) -> dict[str, Any]:
    return {
        "invoice_line": line.invoice_line.line_number if line.invoice_line else None,
        "order_line": line.order_line.line_number,
        "quantity": quantity(line.quantity),
        "unit_price": amount(line.unit_price, currency),
        "order_price": amount(line.order_line.unit_price, currency),
    }


def _approval(approval: Approval) -> dict[str, Any]:
    return {"by": approval.by, "rule": approval.rule, "at": utc(approval.at)}


def _posting(posting: Posting) -> dict[str, Any]:
    return {
        "key": posting.key,
        "reference": posting.reference,
        "gross": amount(posting.gross, posting.currency),
        "currency": posting.currency,
        "entries": [_entry(entry, posting.currency) for entry in posting.entries],
        "reversed_by": reversal_of(posting) or None,
    }


def _entry(entry: Mapping[str, Any], currency: str) -> dict[str, Any]:
    sides = {side: amount(Decimal(entry[side]), currency) for side in ("debit", "credit")}
    return {"account": entry["account"], **sides, **{name: entry[name] or None for name in _ENTRY_TEXTS}}


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "key": payment.key,
        "amount": amount(payment.amount, payment.currency),
        "currency": payment.currency,
        "pay_on": payment.pay_on.isoformat(),
        "account": payment.account,
        "state": payment.state,
    }
