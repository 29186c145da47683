from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p import policy
from p2p.checks import over_threshold
from p2p.facts import MatchFacts, OrderFacts
from p2p.inputs.approval import ApprovalRequest, Taken
from p2p.matching.result import match_facts
from p2p.matching.three_way import match
from p2p.steps import approve
from tests.p2p.invoices import (
    APPROVER,
    CLERK,
    INVOICE,
    LINE,
    ORDER,
    ORDER_LINE,
    VENDOR,
    D,
    answer,
    billing,
    line,
    request,
)
from workflow.outcomes import Ask, Finish, Outcome, Proceed
from workflow.people import Actor

MATCHED = match_facts(match(request(INVOICE, ORDER_LINE), policy.TOLERANCES))
CODED = OrderFacts(gl_account="6200", cost_centre="ADM")


def asking(**fields: Any) -> ApprovalRequest:
    """The clean invoice, matched, with these fields instead."""
    invoice = {name: fields.pop(name) for name in ("gross", "currency", "document_type", "lines") if name in fields}
    start = ApprovalRequest(
        case=9,
        invoice=replace(INVOICE, **invoice),
        vendor=VENDOR,
        identity="V1001|invoice|GBP|1NV3411",
        order=ORDER,
        match=MATCHED,
    )
    return replace(start, **fields)


def decided(facts: ApprovalRequest) -> Outcome:
    return approve.decide(facts, policy.APPROVAL_LIMITS)


def asked(facts: ApprovalRequest) -> Ask:
    outcome = decided(facts)
    assert isinstance(outcome, Ask)
    return outcome


@pytest.mark.parametrize("gross", ["0.01", "220.80", "499.99"])
def test_below_the_limit_the_rule_approves(gross: str) -> None:
    outcome = decided(asking(gross=D(gross)))
    assert isinstance(outcome, Proceed)
    assert (outcome.output.by, outcome.output.rule) == ("engine", f"gross {gross} GBP below 500.00 GBP")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"gross": D("500.00")}, "£500.00 and more needs an approver"),
        ({"gross": D("5000")}, "£500.00 and more needs an approver"),
        ({"gross": None}, "Only amounts in GBP"),
        ({"currency": "EUR"}, "Only amounts in GBP"),
        ({"order": CODED, "match": MatchFacts()}, "coded by hand to 6200 / ADM"),
        ({"match": MatchFacts()}, "isn't on the order"),
        ({"match": MatchFacts(), "lines": ()}, "No order line stands behind it"),
        (
            {"lines": (LINE, replace(line("1", "15.00"), number=2, description="Carriage"))},
            "charges for what isn't on the order: Carriage",
        ),
    ],
)
def test_everything_else_needs_a_person(fields: dict[str, Any], says: str) -> None:
    outcome = asked(asking(**fields))
    assert outcome.finding.reason == "over_threshold"
    assert says in outcome.finding.sentence


def test_a_credit_note_has_the_same_limit() -> None:
    assert isinstance(decided(asking(document_type="credit_note")), Proceed)
    assert isinstance(decided(asking(document_type="credit_note", gross=D("500.00"))), Ask)


def test_an_approver_lets_it_through() -> None:
    facts = asking(gross=D("612.00"))
    question = asked(facts)
    assert question.finding.sentence == (
        "Approve invoice INV-003411 of Thornbury Paper Supplies Ltd (V1001) over £612.00? "
        "£500.00 and more needs an approver."
    )
    outcome = decided(replace(facts, answers=(answer(question.finding, "approve", by=APPROVER),)))
    assert isinstance(outcome, Proceed)
    assert (outcome.output.by, outcome.output.rule) == ("approver", "approved by Bo Approver")


def test_only_an_approvers_word_counts_whichever_way_it_came_in() -> None:
    facts = asking(gross=D("612.00"))
    assert isinstance(decided(replace(facts, answers=(answer(asked(facts).finding, "approve", by=CLERK),))), Ask)


def test_nobody_approves_what_they_corrected() -> None:
    facts = asking(gross=D("612.00"), handled_by=("approver",))
    finding = asked(facts).finding
    refusal = over_threshold.may_approve(APPROVER, finding.evidence)
    assert refusal is not None
    assert "another approver" in refusal.why
    assert isinstance(decided(replace(facts, answers=(answer(finding, "approve", by=APPROVER),))), Ask)
    other = Actor("second", "Cy Second", frozenset({"approver"}))
    assert isinstance(decided(replace(facts, answers=(answer(finding, "approve", by=other),))), Proceed)


@pytest.mark.parametrize(
    "changed",
    [
        {"gross": D("613.00")},
        {"vendor": replace(VENDOR, account_number="11111111")},
        {"match": MatchFacts()},
        {"order": replace(ORDER, po_number="PO-7002")},
        {"handled_by": ("clerk",)},
    ],
)
def test_what_has_changed_since_is_approved_again(changed: dict[str, Any]) -> None:
    facts = asking(gross=D("612.00"))
    approved = (answer(asked(facts).finding, "approve", by=APPROVER),)
    assert isinstance(decided(asking(**{"gross": D("612.00"), **changed, "answers": approved})), Ask)


def test_refused() -> None:
    facts = asking(gross=D("612.00"))
    ended = decided(replace(facts, answers=(answer(asked(facts).finding, "refuse", by=APPROVER),)))
    assert isinstance(ended, Finish)


def test_an_identity_passes_once() -> None:
    facts = asking(taken_by=Taken(case=3, invoice_number="INV-3411"))
    outcome = asked(facts)
    assert outcome.finding.reason == "suspected_duplicate"
    assert "Invoice INV-3411 was approved in case 3." in outcome.finding.sentence
    settled = replace(facts, answers=(answer(outcome.finding, "not_duplicate"),))
    assert isinstance(decided(settled), Proceed)
    assert approve.identity(settled) == "V1001|invoice|GBP|1NV3411|case:9"
    assert approve.identity(asking()) == "V1001|invoice|GBP|1NV3411"


def test_what_was_billed_by_its_total_has_no_extras() -> None:
    bare = replace(INVOICE, lines=())
    by_total = match_facts(match(request(bare, ORDER_LINE), policy.TOLERANCES))
    assert isinstance(decided(asking(lines=(), match=by_total)), Proceed)


def test_the_consequence_names_the_amount_and_the_account() -> None:
    finding = asked(asking(gross=D("612.00"))).finding
    consequence = over_threshold.REASON.choice("approve").consequence.format(**finding.params)
    assert consequence == "£612.00 is posted and scheduled for payment to 20-29-59 63748472, due 10 June 2026."
    credit = asked(asking(gross=D("612.00"), document_type="credit_note")).finding
    assert over_threshold.REASON.choice("approve").consequence.format(**credit.params) == "£612.00 is posted."


@given(st.decimals(min_value=0, max_value=2000, places=2), st.decimals(min_value=0, max_value=2000, places=2))
def test_a_higher_amount_is_never_easier_to_approve(one: Any, other: Any) -> None:
    low, high = sorted((one, other))
    assert isinstance(decided(asking(gross=low)), Proceed) or isinstance(decided(asking(gross=high)), Ask)


def test_an_off_order_line_of_a_real_match_is_found() -> None:
    freight = line("1", "15.00", sku="", description="Carriage")
    invoice = billing(LINE, freight)
    matched = match_facts(match(request(invoice, ORDER_LINE), policy.TOLERANCES))
    assert over_threshold.off_order(invoice, matched) == ("Carriage",)
