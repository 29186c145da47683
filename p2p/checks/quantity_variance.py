"""More is billed than was received or ordered, or more is credited than was billed."""

from p2p import policy
from p2p.checks.choices import REFUSE, correct, recheck
from p2p.checks.received import line_evidence, wakers
from p2p.checks.words import amount_of, kind_of, number_of, quantity_words
from p2p.matching.goods import Shortfall, too_many
from p2p.matching.matched import Matched
from p2p.rules import Tolerances
from workflow.define import Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="quantity_variance",
    title="More billed than received",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/match.html",
    choices=(
        recheck(
            "If the missing receipt was booked, {amount} goes on to be approved, posted and paid; else this question "
            "stays, and nothing is paid."
        ),
        correct(
            "Correct only what was misread: the lines are held against the order again. Nothing is posted or paid "
            "before they fit.",
            "lines",
            "po_number",
        ),
        REFUSE,
    ),
)


def check(matched: Matched, rules: Tolerances) -> Finding | None:
    """Billed by all invoices together is at most what was received, and at most what was ordered."""
    found = too_many(matched, rules)
    if not found:
        return None
    request = matched.request
    return Finding(
        reason=REASON.code,
        question="{first}{more}. What about {kind} {number} over {amount}?",
        params={
            "first": _sentence(found[0], credit=request.invoice.is_credit),
            "more": f" (and {len(found) - 1} more)" if len(found) > 1 else "",
            "kind": kind_of(request.invoice),
            "number": number_of(request.invoice),
            "amount": amount_of(request.invoice),
        },
        evidence={"order": request.order.po_number, "lines": [line_evidence(short) for short in found]},
        withdrawn_by=wakers(matched),
    )


def _sentence(short: Shortfall, *, credit: bool) -> str:
    line = short.line
    what = f"Order line {line.number} “{line.description}”" if line.description else f"Order line {line.number}"
    if credit:
        return f"{what}: {quantity_words(short.billed)} credited, but only {quantity_words(line.invoiced)} invoiced"
    before = f" ({quantity_words(line.invoiced)} invoiced before)" if line.invoiced else ""
    return (
        f"{what}: {quantity_words(short.billed)} invoiced{before}, but {quantity_words(line.received)} received "
        f"of {quantity_words(line.quantity)} ordered"
    )
