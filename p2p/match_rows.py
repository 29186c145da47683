"""Keeps matches as rows: a new one whenever it differs from the case's newest."""

from datetime import datetime
from typing import Any

from p2p import invoice_rows
from p2p.facts import MatchFacts, OrderFacts
from p2p.models import Invoice, Match, MatchLine


class NothingToMatch(Exception):
    """The case has no invoice row, which `validate` keeps: the step can't be recorded."""


def newest(case_id: int) -> Match | None:
    """The match of the case as it counts now."""
    return Match.objects.filter(case_id=case_id).order_by("-id").first()


def keep(case_id: int, order: OrderFacts, match: MatchFacts, now: datetime) -> None:
    """Insert the match with its lines, unless the case's newest says the same of the same invoice."""
    invoice = invoice_rows.newest(case_id)
    if invoice is None:
        raise NothingToMatch(f"Case {case_id} has no invoice to match.")
    columns = {
        "invoice_id": invoice.pk,
        "order_id": order.order_id,
        "gl_account": order.gl_account,
        "cost_centre": order.cost_centre,
    }
    lines = _lines(invoice, match)
    before = newest(case_id)
    if before is not None and _says(before, columns, lines):
        return
    row = Match.objects.create(case_id=case_id, created_at=now, **columns)
    MatchLine.objects.bulk_create(MatchLine(match=row, **line) for line in lines)


def _lines(invoice: Invoice, match: MatchFacts) -> list[dict[str, Any]]:
    ids = dict(invoice.lines.values_list("line_number", "id"))
    return [
        {
            "invoice_line_id": ids[line.invoice_line] if line.invoice_line is not None else None,
            "order_line_id": line.order_line_id,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
        }
        for line in match.lines
    ]


def _says(row: Match, columns: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    if {name: getattr(row, name) for name in columns} != columns:
        return False
    names = ("invoice_line_id", "order_line_id", "quantity", "unit_price")
    return list(row.lines.order_by("id").values(*names)) == lines
