"""The panel of a suspected duplicate: this invoice and those that came before, side by side."""

from collections.abc import Mapping
from typing import Any

from p2p.figures import quantity
from p2p.models import Document, Invoice
from p2p.money import show
from p2p.numbers import invoice_key
from p2p.panels.beside import Column, beside, identical, row
from workflow.models import Case

MOST = 4


def duplicate_panel(case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """What tells them apart, and how each of the others stands now."""
    why = {int(other["case"]): other["why"] for other in evidence.get("others", ())}
    ids = [case_id, *list(why)[:MOST]]
    cases = {case.pk: case for case in Case.objects.filter(pk__in=ids)}
    invoices = _invoices(ids)
    files = dict(
        Document.objects.filter(case_id__in=ids, twin_of=None).order_by("-id").values_list("case_id", "sha256")
    )
    shown = [pk for pk in ids if pk in cases]
    columns = [_column(cases[pk], why.get(pk, "")) for pk in shown]
    told = [_told(cases[pk], invoices.get(pk), files.get(pk, "")) for pk in shown]
    rows = (row(label, [each[label] for each in told], _SAME.get(label, identical)) for label in told[0])
    return {"beside": beside(columns, rows), "more": max(len(why) - MOST, 0)}


def _invoices(ids: list[int]) -> Mapping[int, Invoice]:
    """The newest of each case, its lines at hand."""
    rows = Invoice.objects.filter(case_id__in=ids).order_by("case_id", "-id").distinct("case_id")
    return {invoice.case_id: invoice for invoice in rows.prefetch_related("lines")}


def _column(case: Case, why: str) -> Column:
    if not why:
        return Column("This one", f"case {case.pk}")
    return Column(f"Case {case.pk}", f"{case.state}; {why}", case=str(case.pk))


def _told(case: Case, invoice: Invoice | None, sha256: str) -> dict[str, str]:
    if invoice is None:
        return dict.fromkeys(_LABELS, "") | {"Number": case.number, "Vendor": case.party, "File": sha256[:12]}
    lines = [line for line in invoice.lines.all() if line.net is not None]
    return {
        "Number": invoice.invoice_number,
        "Date": invoice.invoice_date.strftime("%d %B %Y") if invoice.invoice_date else "",
        "Total": "" if invoice.gross is None else show(invoice.gross, invoice.currency),
        "Vendor": case.party or invoice.seller_name,
        "Kind": invoice.document_type.replace("_", " "),
        "Order": invoice.po_number,
        "Lines": "; ".join(f"{quantity(line.quantity) or '?'} × {line.description or line.sku}" for line in lines[:5]),
        "Received": f"{case.received_at:%d %B %Y}",
        "File": sha256[:12],
    }


def _same_number(one: str, other: str) -> bool:
    return invoice_key(one) == invoice_key(other)


_LABELS = ("Number", "Date", "Total", "Vendor", "Kind", "Order", "Lines", "Received", "File")
# When a case came and what its file is differs as a rule: that says nothing against a duplicate.
_SAME = {"Number": _same_number, "Received": None, "File": None}
