"""What the page of a question shows beside it: the figures that it rests on, side by side.

Made from the facts that the steps looked at and from rows; nothing is decided here. Each panel goes with the
template that its reason names.
"""

from collections.abc import Callable, Mapping
from typing import Any

from p2p.panels.approval import approval_panel
from p2p.panels.company import company_panel
from p2p.panels.duplicates import duplicate_panel
from p2p.panels.match import match_panel
from p2p.panels.order import order_panel
from p2p.panels.sums import sums_panel
from p2p.panels.unsure import unsure_panel
from p2p.panels.vendor import vendor_panel

_PANELS: Mapping[str, Callable[[int, Mapping[str, Any]], Mapping[str, Any]]] = {
    "unreadable": unsure_panel,
    "wrong_company": company_panel,
    "arithmetic_error": sums_panel,
    "new_vendor": vendor_panel,
    "vendor_blocked": vendor_panel,
    "bank_details_differ": vendor_panel,
    "suspected_duplicate": duplicate_panel,
    "po_not_found": order_panel,
    "currency_mismatch": order_panel,
    "price_variance": match_panel,
    "quantity_variance": match_panel,
    "goods_not_received": match_panel,
    "over_threshold": approval_panel,
}


def _unasked(case_id: int) -> Mapping[str, Any]:
    """Of a case about which nothing was asked: there is no reason that would name the template."""
    found = match_panel(case_id, {})
    return {**found, "template": "p2p/match.html"} if found else {}


def panel(case_id: int, reason: str, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The panel of this reason; empty where it has none, or its step hasn't looked yet."""
    if not reason:
        return _unasked(case_id)
    made = _PANELS.get(reason)
    return made(case_id, evidence) if made else {}
