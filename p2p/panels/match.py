"""The panel of questions about prices, quantities and goods: the lines, three ways."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.inputs.match import MatchRequest
from p2p.panels.looked_at import looked_at
from p2p.panels.match_lines import lines_of


def match_panel(case_id: int, _evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The lines as the step compared them; nothing where it hasn't come to that, or no order stands behind it."""
    request = looked_at(case_id, "match_three_way", MatchRequest)
    if request is None or request.order.coded_by_hand:
        return {}
    compared = lines_of(request, policy.TOLERANCES)
    differing = [f"lines.{line.number}" for line in compared.lines if line.differs and line.number]
    return {"match": compared, "first": [*differing, "po_number"]}
