"""The invoice asks for more than the order's prices, or for something that isn't on the order.

An invoice line that fits no order line (freight, say) is asked here too: a charge above the ordered price of
nothing. Less than ordered passes.
"""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.checks.choices import REFUSE, correct
from p2p.checks.words import amount_of, figure, kind_of, number_of, percent_words, quantity_words
from p2p.matching.matched import Matched
from p2p.matching.overcharge import Overcharge, line_limit, overcharges
from p2p.money import show
from p2p.numbers import order_key
from p2p.rules import Tolerances
from workflow.define import Choice, Reason
from workflow.outcomes import Finding
from workflow.people import Actor, Refusal


def something_is_on_the_order(_actor: Actor, evidence: Mapping[str, Any]) -> Refusal | None:
    """A price is accepted for what was ordered; where not one line is on the order, it is the wrong order."""
    if evidence.get("lines_on_order"):
        return None
    return Refusal("Not one line is on this order. Name the right order or order lines (correct), or refuse.")


REASON = Reason(
    code="price_variance",
    title="More expensive than ordered",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/match.html",
    choices=(
        Choice(
            code="accept",
            label="Accept the price",
            consequence=(
                "{amount} is posted and paid, {over} more than ordered, once the goods have been checked and whoever "
                "must approve it has."
            ),
            does="settles",
            allowed=something_is_on_the_order,
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
    """No line is over its order line by more than the tolerance, and every line is on the order."""
    found = overcharges(matched, rules)
    if not found:
        return None
    invoice, order = matched.request.invoice, matched.request.order
    return Finding(
        reason=REASON.code,
        question="{first}{more}. Accept {kind} {number} over {amount}?",
        params={
            "first": _sentence(found[0], matched, rules),
            "more": _more(len(found) - 1),
            "kind": kind_of(invoice),
            "number": number_of(invoice),
            "amount": amount_of(invoice),
            "over": show(sum((over.over for over in found), start=found[0].over * 0), invoice.currency),
        },
        # Prices only: goods that arrive meanwhile don't take back an answer to a price.
        evidence={
            "order": order.po_number,
            "lines_on_order": len(matched.pairs),
            "currency": invoice.currency,
            "tolerance_percent": figure(rules.price_percent),
            "tolerance_line": figure(line_limit(matched, rules)),
            "lines": [_told(over) for over in found],
        },
        withdrawn_by=(f"order:{order_key(order.po_number)}",),
    )


def _sentence(over: Overcharge, matched: Matched, rules: Tolerances) -> str:
    currency = matched.request.invoice.currency
    what = f"{_place(over)}: " if over.line is not None else ""
    asked = show(over.over, currency)
    if over.what == "extra":
        return f"{what}{asked} isn't on order {matched.request.order.po_number}"
    if over.what == "free":
        return f"{what}{asked} for what was ordered free of charge"
    each = _each(over, currency)
    if over.what == "price":
        percent = percent_words(over.percent or over.over)
        return f"{what}{each}: {percent} % over, tolerance {figure(rules.price_percent)} %"
    limit = show(line_limit(matched, rules), currency)
    so_far = " in all invoices so far" if over.what == "creep" else " on the line"
    return f"{what}{each}: {asked} over{so_far}, tolerance {limit}"


def _place(over: Overcharge) -> str:
    return f"Line {over.line} “{over.description}”" if over.description else f"Line {over.line}"


def _each(over: Overcharge, currency: str) -> str:
    if over.unit_price is None or over.order_price is None or over.quantity is None:
        return f"invoiced {show(over.over, currency)}"
    return (
        f"invoiced {quantity_words(over.quantity)} at {show(over.unit_price, currency)} each, "
        f"ordered at {show(over.order_price, currency)}"
    )


def _more(others: int) -> str:
    return f" (and {others} more {'lines' if others > 1 else 'line'})" if others else ""


def _told(over: Overcharge) -> dict[str, Any]:
    return {
        "line": over.line,
        "why": over.what,
        "description": over.description,
        "quantity": figure(over.quantity),
        "invoiced_price": figure(over.unit_price),
        "order_line": over.order_line,
        "order_price": figure(over.order_price),
        "over": figure(over.over),
        "over_percent": None if over.percent is None else percent_words(over.percent),
    }
