"""The panel of a document that is addressed to somebody else: the buyer on it beside us."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.names import likeness
from p2p.panels.beside import Column, beside, row


def company_panel(_case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """Two names."""
    names = [str(evidence.get("buyer_name", "")), str(evidence.get("company", ""))]
    columns = (Column("On the document"), Column("Our company"))
    return {"beside": beside(columns, (row("Buyer", names, _same),))}


def _same(printed: str, own: str) -> bool:
    return likeness(printed, own) >= policy.SAME_NAME
