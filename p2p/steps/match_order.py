"""Step: which order the document bills, or how a person coded it without one. A decision step."""

from p2p.checks import ORDER, currency_mismatch, po_not_found
from p2p.checks.collect import collect
from p2p.facts import InvoiceFacts, VendorFacts, read
from p2p.inputs.order import OrderSearch
from p2p.matching.order import is_coding, order_facts
from p2p.order_search import fitting_orders, printed_orders
from workflow.answers import weigh
from workflow.outcomes import Outcome
from workflow.people import Dossier

CHECKS = (po_not_found.check, currency_mismatch.check)


def load(dossier: Dossier) -> OrderSearch:
    """The invoice and the orders whose number it prints; hints where none of them is its vendor's."""
    invoice = read(InvoiceFacts, dossier.outputs["validate"])
    vendor = read(VendorFacts, dossier.outputs["identify_vendor"])
    printed = printed_orders(invoice.po_number)
    own = any(order.vendor_id == vendor.id for order in printed)
    return OrderSearch(
        invoice=invoice,
        vendor=vendor,
        printed=printed,
        fitting=() if own else fitting_orders(dossier.case_id, invoice, vendor),
        answers=dossier.answers,
    )


def decide(facts: OrderSearch, rules: None) -> Outcome:
    """The order; or the coding, which counts only with both account and cost centre."""
    answers = [answer for answer in facts.answers if answer.choice != "code_without_po" or is_coding(answer)]
    weighed = weigh(collect(CHECKS, facts, rules), answers, ORDER)
    return weighed.outcome(order_facts(facts, weighed))


def record(_dossier: Dossier, _facts: OrderSearch, _outcome: Outcome) -> None:
    """Nothing of its own: order and coding stand on the match."""
