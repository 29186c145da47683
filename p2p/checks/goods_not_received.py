"""Nothing was received of what is billed. First the goods are waited for; then a person is asked."""

from datetime import datetime

from p2p import policy
from p2p.checks.choices import REFUSE, recheck
from p2p.checks.received import line_evidence, line_words, wakers
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.matching.goods import nothing_arrived
from p2p.matching.matched import Matched
from p2p.rules import Tolerances
from workflow.define import Reason
from workflow.outcomes import Finding, Wait

REASON = Reason(
    code="goods_not_received",
    title="The goods haven't been received",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/match.html",
    choices=(
        recheck(
            "If a receipt was booked, {amount} goes on to be approved, posted and paid; else this question stays, and "
            "nothing is paid. A receipt that is booked later takes it back by itself."
        ),
        REFUSE,
    ),
)


def wait_until(matched: Matched, rules: Tolerances) -> datetime:
    """How long goods are waited for before anybody is asked: from the invoice's arrival."""
    return matched.request.received_at + rules.receipt_wait


def waiting(matched: Matched, rules: Tolerances) -> Wait | None:
    """Sleep until a receipt is booked on the order, as long as goods may still come by themselves."""
    until = wait_until(matched, rules)
    if not nothing_arrived(matched) or matched.request.now >= until:
        return None
    order = matched.request.order.po_number
    return Wait(
        events=wakers(matched), until=until, because=f"Nothing has been received yet of what order {order} bills."
    )


def check(matched: Matched, rules: Tolerances) -> Finding | None:
    """Something of every billed order line has arrived, or may still arrive in time."""
    missing = nothing_arrived(matched)
    if not missing or matched.request.now < wait_until(matched, rules):
        return None
    request = matched.request
    return Finding(
        reason=REASON.code,
        question=(
            "{days} days after {kind} {number} over {amount} came, nothing has been received of {what} "
            "(order {order}): was it delivered?"
        ),
        params={
            "days": str(rules.receipt_wait.days),
            "kind": kind_of(request.invoice),
            "number": number_of(request.invoice),
            "amount": amount_of(request.invoice),
            "what": line_words(missing),
            "order": request.order.po_number,
        },
        evidence={"order": request.order.po_number, "lines": [line_evidence(short) for short in missing]},
        withdrawn_by=wakers(matched),
    )
