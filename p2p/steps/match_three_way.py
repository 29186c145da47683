"""Step: whether what is billed was ordered at this price, and has arrived. A decision step.

Goods that may still come are waited for; but what a person has to settle anyway is asked at once.
"""

from p2p import match_rows
from p2p.checks import MATCH, goods_not_received, price_variance, quantity_variance, unreadable_lines
from p2p.checks.collect import collect
from p2p.corrections import corrected, line_field
from p2p.facts import InvoiceFacts, MatchFacts, OrderFacts, read
from p2p.inputs.match import MatchRequest, OrderLineRecord
from p2p.matching.result import match_facts
from p2p.matching.three_way import match
from p2p.models import PurchaseOrderLine
from p2p.order_standing import standing
from p2p.rules import Tolerances
from workflow.answers import weigh
from workflow.outcomes import Outcome, Proceed
from workflow.people import Dossier

CHECKS = (unreadable_lines.check, price_variance.check, goods_not_received.check, quantity_variance.check)


def load(dossier: Dossier) -> MatchRequest:
    """The invoice and its order's lines, locked: two invoices can't bill the same goods at once."""
    order = read(OrderFacts, dossier.outputs["match_order"])
    return MatchRequest(
        invoice=read(InvoiceFacts, dossier.outputs["validate"]),
        order=order,
        received_at=dossier.received_at,
        now=dossier.now,
        lines=_locked_lines(order, dossier.case_id),
        named_by_person=_named(dossier),
        answers=dossier.answers,
    )


def decide(facts: MatchRequest, rules: Tolerances) -> Outcome:
    """The match, once every line is on the order, at its price, and has arrived."""
    if facts.order.coded_by_hand:
        return Proceed(MatchFacts())
    matched = match(facts, rules)
    weighed = weigh(collect(CHECKS, matched, rules), facts.answers, MATCH)
    wait = goods_not_received.waiting(matched, rules)
    if wait is not None and weighed.finish is None and not weighed.open:
        return wait
    return weighed.outcome(match_facts(matched) if matched.pairs else None)


def record(dossier: Dossier, facts: MatchRequest, outcome: Outcome) -> None:
    """Keep the match: from now on these quantities are invoiced."""
    if isinstance(outcome, Proceed):
        match_rows.keep(dossier.case_id, facts.order, outcome.output, dossier.now)


def _locked_lines(order: OrderFacts, case_id: int) -> tuple[OrderLineRecord, ...]:
    if order.order_id is None:
        return ()
    lines = PurchaseOrderLine.objects.filter(order_id=order.order_id).select_for_update().order_by("id")
    return standing(lines, for_case=case_id)


def _named(dossier: Dossier) -> tuple[int, ...]:
    places = (line_field(field) for field, value in corrected(dossier.answers).items() if value)
    return tuple(sorted({place[0] for place in places if place and place[1] == "po_line"}))
