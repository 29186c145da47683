"""No order of this vendor has the number that the document prints, or it prints none."""

from p2p import policy
from p2p.checks.choices import REFUSE, correct
from p2p.checks.words import amount_of, kind_of, listed, number_of
from p2p.inputs.order import OrderRecord, OrderSearch
from p2p.matching.order import is_coding, the_order
from p2p.numbers import order_keys
from workflow.define import Choice, Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="po_not_found",
    title="No purchase order fits",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/order.html",
    choices=(
        correct(
            "The {kind} is held line by line against the order that you name; {amount} is posted and paid once all of "
            "it fits.",
            "po_number",
        ),
        Choice(
            code="code_without_po",
            label="Code without an order",
            consequence=(
                "An approver is asked next; then {amount} is posted to the account and cost centre that you enter "
                "(both), and paid by the vendor's terms."
            ),
            does="settles",
            fields=("gl_account", "cost_centre"),
        ),
        REFUSE,
    ),
)


def check(facts: OrderSearch, _rules: None) -> Finding | None:
    """Exactly one order of this vendor is named."""
    if the_order(facts) is not None:
        return None
    invoice, vendor = facts.invoice, facts.vendor
    return Finding(
        reason=REASON.code,
        question="Which order is {kind} {number} of {vendor} over {amount} for? {why}{hint}{both}",
        params={
            "kind": kind_of(invoice),
            "number": number_of(invoice),
            "amount": amount_of(invoice),
            "vendor": f"{vendor.name} ({vendor.code})",
            "why": _why(facts),
            "hint": _hint(facts),
            "both": _both(facts),
        },
        # Without the hints: they change with every receipt, and an answer must not be lost by that.
        evidence={
            "po_number": invoice.po_number,
            "vendor": vendor.code,
            "net": None if invoice.net is None else f"{invoice.net:f}",
            "gross": None if invoice.gross is None else f"{invoice.gross:f}",
            "currency": invoice.currency,
            "printed_orders": [_told(order) for order in facts.printed],
        },
        withdrawn_by=tuple(f"order:{key}" for key in order_keys(invoice.po_number)),
    )


def _why(facts: OrderSearch) -> str:
    printed, vendor = facts.invoice.po_number, facts.vendor.id
    own = [order.number for order in facts.printed if order.vendor_id == vendor]
    if not printed:
        return "It names no order."
    if own:
        return f"It names several: {listed(own)}."
    if facts.printed:
        order = facts.printed[0]
        return f"Order {order.number} was placed with another vendor ({order.vendor_code})."
    return f"There is no order “{printed}”."


def _hint(facts: OrderSearch) -> str:
    if not facts.fitting:
        return ""
    return f" Exactly this net amount is received and not yet invoiced on {listed(facts.fitting)}."


def _both(facts: OrderSearch) -> str:
    half = any(answer.choice == "code_without_po" and not is_coding(answer) for answer in facts.answers)
    return " To code it without an order, enter both GL account and cost centre." if half else ""


def _told(order: OrderRecord) -> dict[str, str]:
    return {"number": order.number, "vendor": order.vendor_code, "currency": order.currency}
