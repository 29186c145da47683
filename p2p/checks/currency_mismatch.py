"""The document is in another currency than its order. Nothing is converted."""

from p2p import policy
from p2p.checks.choices import REFUSE, correct
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.inputs.order import OrderSearch
from p2p.matching.order import the_order
from p2p.numbers import order_key
from workflow.define import Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="currency_mismatch",
    title="Another currency than ordered",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/order.html",
    choices=(
        correct(
            "Correct only what was misread: the {kind} is then held against its order again. Nothing is converted, and "
            "nothing is posted or paid before it fits.",
            "currency",
            "po_number",
        ),
        REFUSE,
    ),
)


def check(facts: OrderSearch, _rules: None) -> Finding | None:
    """Document and order are in one currency."""
    order = the_order(facts)
    if order is None or order.currency == facts.invoice.currency:
        return None
    return Finding(
        reason=REASON.code,
        question="{Kind} {number} is over {amount}, but order {order} is in {ordered}: was the currency misread?",
        params={
            "kind": kind_of(facts.invoice),
            "Kind": kind_of(facts.invoice).capitalize(),
            "number": number_of(facts.invoice),
            "amount": amount_of(facts.invoice),
            "order": order.number,
            "ordered": order.currency,
        },
        evidence={
            "invoice_currency": facts.invoice.currency,
            "order_currency": order.currency,
            "order": order.number,
        },
        withdrawn_by=(f"order:{order_key(order.number)}",),
    )
