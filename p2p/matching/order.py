"""Which order a document bills: the vendor's own order with the printed number, and nothing near it."""

from p2p.facts import OrderFacts
from p2p.inputs.order import OrderRecord, OrderSearch
from workflow.answers import Weighed
from workflow.people import Answer


def the_order(search: OrderSearch) -> OrderRecord | None:
    """The one order of this vendor whose number is printed; None for none, or for more than one."""
    own = [order for order in search.printed if order.vendor_id == search.vendor.id]
    return own[0] if len(own) == 1 else None


def is_coding(answer: Answer) -> bool:
    """Whether the answer codes the invoice without an order: that takes both account and cost centre."""
    return bool(answer.values.get("gl_account") and answer.values.get("cost_centre"))


def order_facts(search: OrderSearch, weighed: Weighed) -> OrderFacts | None:
    """The order, or the coding that a person gave in its place."""
    order = the_order(search)
    if order is not None:
        return OrderFacts(order_id=order.id, po_number=order.number, currency=order.currency)
    coding = weighed.answer_to("po_not_found")
    if coding is None:
        return None
    return OrderFacts(gl_account=coding.values["gl_account"], cost_centre=coding.values["cost_centre"])
