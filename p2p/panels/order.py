"""The panels of questions about the order: the document beside the orders whose number it prints."""

from collections.abc import Mapping
from typing import Any

from p2p.inputs.order import OrderSearch
from p2p.money import show
from p2p.panels.beside import Column, beside, row
from p2p.panels.looked_at import looked_at

MOST = 4


def order_panel(case_id: int, _evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """Number, vendor and currency of each, and the orders on which exactly this amount is open."""
    search = looked_at(case_id, "match_order", OrderSearch)
    if search is None:
        return {}
    invoice, orders = search.invoice, search.printed[:MOST]
    net = "" if invoice.net is None else show(invoice.net, invoice.currency)
    table = beside(
        (Column("On the document"), *(Column(f"Order {order.number}") for order in orders)),
        (
            row("Order number", [invoice.po_number, *(order.number for order in orders)], None),
            row("Vendor", [search.vendor.code, *(order.vendor_code for order in orders)]),
            row("Currency", [invoice.currency, *(order.currency for order in orders)]),
            row("Net amount", [net, *("" for _ in orders)]),
        ),
    )
    return {"beside": table, "fitting": search.fitting, "net": net}
