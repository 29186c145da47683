from dataclasses import replace
from typing import Any

import pytest

from p2p.facts import OrderFacts
from p2p.inputs.order import OrderRecord, OrderSearch
from p2p.steps import match_order
from tests.p2p.invoices import INVOICE, VENDOR, D, answer
from workflow.outcomes import Ask, Finish, Outcome, Proceed

OWN = OrderRecord(id=3, number="PO-7001", vendor_id=7, vendor_code="V1001", currency="GBP")
OTHERS = replace(OWN, id=4, number="PO-7002", vendor_id=8, vendor_code="V1003")
CODING = {"gl_account": "6200", "cost_centre": "ADM"}


def search(*printed: OrderRecord, fitting: tuple[str, ...] = (), **fields: Any) -> OrderSearch:
    """The invoice with these fields, and the orders whose number it prints."""
    return OrderSearch(invoice=replace(INVOICE, **fields), vendor=VENDOR, printed=printed, fitting=fitting)


def decided(facts: OrderSearch) -> Outcome:
    return match_order.decide(facts, None)


def asked(facts: OrderSearch) -> Ask:
    outcome = decided(facts)
    assert isinstance(outcome, Ask)
    return outcome


def test_the_vendors_own_order_is_taken() -> None:
    expected = OrderFacts(order_id=3, po_number="PO-7001", currency="GBP")
    assert decided(search(OWN)) == Proceed(expected)
    assert decided(search(OWN, OTHERS)) == Proceed(expected)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (search(po_number=""), "It names no order."),
        (search(), "There is no order “PO-7001”."),
        (search(OTHERS), "Order PO-7002 was placed with another vendor (V1003)."),
        (search(OWN, replace(OWN, id=5, number="PO-7003")), "It names several: PO-7001 and PO-7003."),
    ],
)
def test_without_one_order_of_the_vendor_a_person_is_asked(facts: OrderSearch, says: str) -> None:
    outcome = asked(facts)
    assert outcome.finding.reason == "po_not_found"
    assert says in outcome.finding.sentence
    assert outcome.output is None


def test_an_order_that_would_fit_is_a_hint_and_never_a_match() -> None:
    outcome = asked(search(po_number="", fitting=("PO-7001",)))
    assert "received and not yet invoiced on PO-7001" in outcome.finding.sentence


def test_the_question_goes_away_when_the_order_is_imported() -> None:
    assert asked(search(po_number="PO 07001")).finding.withdrawn_by == ("order:7001",)


def test_coded_without_an_order() -> None:
    facts = search(po_number="")
    coded = answer(asked(facts).finding, "code_without_po", values=CODING)
    outcome = decided(replace(facts, answers=(coded,)))
    assert outcome == Proceed(OrderFacts(gl_account="6200", cost_centre="ADM"))
    assert isinstance(outcome, Proceed)
    assert outcome.output.coded_by_hand


@pytest.mark.parametrize("missing", ["gl_account", "cost_centre"])
def test_half_a_coding_is_asked_for_again(missing: str) -> None:
    facts = search(po_number="")
    half = answer(asked(facts).finding, "code_without_po", values={**CODING, missing: ""})
    again = asked(replace(facts, answers=(half,)))
    assert "enter both GL account and cost centre" in again.finding.sentence


def test_a_coding_counts_while_the_amount_is_the_same_whatever_the_hints() -> None:
    facts = search(po_number="")
    coded = answer(asked(facts).finding, "code_without_po", values=CODING)
    assert isinstance(decided(replace(facts, fitting=("PO-7009",), answers=(coded,))), Proceed)
    dearer = replace(facts.invoice, gross=D("441.60"))
    assert isinstance(decided(replace(facts, invoice=dearer, answers=(coded,))), Ask)


def test_an_order_that_turns_up_wins_over_a_coding() -> None:
    facts = search(po_number="PO-7001")
    coded = answer(asked(facts).finding, "code_without_po", values=CODING)
    outcome = decided(replace(facts, printed=(OWN,), answers=(coded,)))
    assert isinstance(outcome, Proceed)
    assert outcome.output.po_number == "PO-7001"


def test_nothing_is_converted() -> None:
    outcome = asked(search(OWN, currency="EUR"))
    assert outcome.finding.reason == "currency_mismatch"
    assert "EUR 220.80, but order PO-7001 is in GBP" in outcome.finding.sentence
    assert outcome.output == OrderFacts(order_id=3, po_number="PO-7001", currency="GBP")
    refused = answer(outcome.finding, "refuse")
    assert isinstance(decided(replace(search(OWN, currency="EUR"), answers=(refused,))), Finish)
