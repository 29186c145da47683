"""The lines don't say enough to hold the document against its order: asked for under `unreadable`."""

from p2p.checks.received import wakers
from p2p.checks.unreadable import REASON
from p2p.checks.words import amount_of, kind_of, listed, number_of
from p2p.matching.matched import Matched
from p2p.rules import Tolerances
from workflow.outcomes import Finding


def check(matched: Matched, _rules: Tolerances) -> Finding | None:
    """Every line has an amount, and together they are the whole document."""
    if not matched.incomplete and not matched.unclear:
        return None
    request = matched.request
    unclear = listed(f"line {number}" for number in matched.unclear)
    why = f"{unclear} can't be made out" if matched.unclear else matched.incomplete
    return Finding(
        reason=REASON.code,
        question="What does {kind} {number} over {amount} bill of order {order}? Please enter its lines: {why}.",
        params={
            "kind": kind_of(request.invoice),
            "number": number_of(request.invoice),
            "amount": amount_of(request.invoice),
            "order": request.order.po_number,
            "why": why,
        },
        evidence={
            "order": request.order.po_number,
            "why": why,
            "unclear_lines": list(matched.unclear),
            "lines_read": len(request.invoice.lines),
        },
        withdrawn_by=wakers(matched),
    )
