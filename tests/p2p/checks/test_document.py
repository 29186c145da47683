from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from p2p import policy
from p2p.checks import arithmetic_error, unreadable, wrong_company
from p2p.inputs.document import Certainty, DocumentFacts, Unusable
from p2p.steps import validate
from tests.p2p.invoices import INVOICE, LINE, D, answer, billing, line
from workflow.outcomes import Ask, Finish, Outcome, Proceed

TODAY = date(2026, 5, 12)
FIELDS = ("document_type", "invoice_number", "invoice_date", "seller_name", "currency", "net", "tax", "gross")


def document(confidence: str = "0.95", unsure: dict[str, str] | None = None, **fields: Any) -> DocumentFacts:
    """The clean invoice with these fields instead."""
    invoice = replace(INVOICE, **fields)
    certainties = tuple(
        Certainty(
            field=name,
            value=str(getattr(invoice, name)),
            confidence=D((unsure or {}).get(name, confidence)),
        )
        for name in FIELDS
        if getattr(invoice, name) not in (None, "")
    )
    return DocumentFacts(invoice=invoice, today=TODAY, company="Brackenfield Foods Limited", certainties=certainties)


def decided(facts: DocumentFacts) -> Outcome:
    return validate.decide(facts, policy.DOCUMENT)


def reasons(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Ask)
    return [outcome.finding.reason, *(finding.reason for finding in outcome.also)]


def test_a_clean_invoice_goes_on() -> None:
    assert decided(document()) == Proceed(INVOICE)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("document_type", "kind of document"),
        ("invoice_number", "invoice number"),
        ("invoice_date", "invoice date"),
        ("currency", "currency"),
        ("gross", "total"),
    ],
)
def test_what_it_takes_to_pay_must_be_there(field: str, words: str) -> None:
    missing: Any = None if field in ("invoice_date", "gross") else ""
    finding = unreadable.check(document(**{field: missing}), policy.DOCUMENT)
    assert finding is not None
    assert finding.sentence == f"Please read these from the document: {words}."
    assert finding.evidence["missing"] == [field]


def test_name_or_vat_number_is_enough_for_the_seller() -> None:
    assert unreadable.check(document(seller_name=""), policy.DOCUMENT) is None
    finding = unreadable.check(document(seller_name="", seller_vat_id=""), policy.DOCUMENT)
    assert finding is not None
    assert finding.evidence["missing"] == ["seller_name"]


@pytest.mark.parametrize(
    "field", [*(field for field in unreadable.REQUIRED if field in unreadable.GATED), "seller_name"]
)
def test_a_doubtful_field_that_moves_money_is_asked_for(field: str) -> None:
    assert unreadable.check(document(unsure={field: "0.60"}), policy.DOCUMENT) is None
    finding = unreadable.check(document(unsure={field: "0.59"}), policy.DOCUMENT)
    assert finding is not None
    assert [doubt["field"] for doubt in finding.evidence["doubtful"]] == [field]
    assert "only 59 % sure" in finding.sentence


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),  # a sure total vouches for what adds up to it
        ({"gross": D("230.80")}, ["arithmetic_error"]),
        ({"net": None}, ["unreadable"]),
    ],
)
def test_a_doubtful_vat_amount(fields: dict[str, Any], expected: list[str]) -> None:
    outcome = decided(document(unsure={"tax": "0.4"}, **fields))
    assert (reasons(outcome) if isinstance(outcome, Ask) else []) == expected


def test_figures_that_contradict_each_other_are_asked_about_as_such_however_unsure() -> None:
    facts = document(gross=D("230.80"), unsure=dict.fromkeys(("net", "tax", "gross"), "0.3"))
    assert reasons(decided(facts)) == ["arithmetic_error"]
    assert reasons(decided(document(unsure={"gross": "0.3"}))) == ["unreadable"]


def test_an_unusable_value_is_named() -> None:
    bad = Unusable(field="lines.2.quantity", value="ten", why="not an amount")
    finding = unreadable.check(replace(document(), unusable=(bad,)), policy.DOCUMENT)
    assert finding is not None
    assert "line 2 quantity" in finding.sentence


def test_a_file_that_cannot_be_read_says_why() -> None:
    nothing = DocumentFacts(
        invoice=replace(INVOICE, document_type="", invoice_number="", seller_name=""),
        today=TODAY,
        company="Brackenfield Foods Ltd",
        reading_error="The PDF is protected by a password. Ask the vendor for an open copy.",
    )
    outcome = decided(nothing)
    assert isinstance(outcome, Ask)
    assert "protected by a password" in outcome.finding.sentence
    assert outcome.output is None


@pytest.mark.parametrize("kind", ["statement", "reminder", "delivery_note", "other"])
def test_what_asks_for_no_payment_is_set_aside_by_a_person(kind: str) -> None:
    facts = document(document_type=kind, invoice_number="", gross=None)
    outcome = decided(facts)
    assert reasons(outcome)[0] == "not_payable_document"
    assert "unreadable" not in reasons(outcome)
    assert isinstance(outcome, Ask)
    aside = replace(facts, answers=(answer(outcome.finding, "set_aside"),))
    assert isinstance(ended := decided(aside), Finish)
    assert ended.state == "ignored"


def test_a_doubtful_statement_may_be_an_invoice_that_cannot_be_read() -> None:
    facts = document(document_type="statement", unsure={"document_type": "0.3"})
    assert reasons(decided(facts)) == ["unreadable", "not_payable_document"]


@pytest.mark.parametrize("buyer", ["", "BRACKENFIELD FOODS LTD.", "Brackenfie1d Foods Ltd", "Brackenfield Foods"])
def test_addressed_to_us_or_to_nobody(buyer: str) -> None:
    assert wrong_company.check(document(buyer_name=buyer), policy.DOCUMENT) is None


@pytest.mark.parametrize("buyer", ["Brackenfield Foods (Ireland) Ltd", "Oakfield Dairies Ltd"])
def test_addressed_to_somebody_else(buyer: str) -> None:
    finding = wrong_company.check(document(buyer_name=buyer), policy.DOCUMENT)
    assert finding is not None
    assert buyer in finding.sentence
    assert "£220.80" in finding.sentence


def test_a_company_that_nobody_has_named_is_not_taken_for_the_buyer() -> None:
    assert wrong_company.check(replace(document(), company=""), policy.DOCUMENT) is not None


def test_ours_after_all_counts_for_this_buyer_only() -> None:
    facts = document(buyer_name="Oakfield Dairies Ltd")
    asked = decided(facts)
    assert isinstance(asked, Ask)
    answered = (answer(asked.finding, "accept"),)
    assert isinstance(decided(replace(facts, answers=answered)), Proceed)
    other = document(buyer_name="Elmfield Dairies Ltd")
    assert reasons(decided(replace(other, answers=answered))) == ["wrong_company"]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"gross": D("220.83")}, "total"),
        ({"gross": D("220.77")}, "total"),
        ({"gross": D("230.80"), "tax": None}, "VAT"),
        ({"gross": D("184.00"), "tax": D(0)}, "VAT"),
        ({"gross": D("240.00"), "tax": None, "lines": ()}, "impossible_tax"),
        ({"gross": D("150.00"), "tax": None}, "impossible_tax"),
        ({"tax": D("184.00"), "gross": D("368.00")}, "impossible_tax"),
        ({"net": D("190.00"), "tax": D("30.80")}, "net_amount"),
        ({"net": None, "tax": D("30.80")}, "net_amount"),
        ({"payable": D("120.80")}, "amount_payable"),
        ({"payable": D("0")}, "amount_payable"),
        ({"gross": D("-220.80"), "net": D("-184.00"), "tax": D("-36.80")}, "negative_gross"),
        ({"gross": D(0), "net": D(0), "tax": D(0), "lines": ()}, "nothing_to_pay"),
        ({"due_date": date(2026, 5, 10)}, "due_before_issue"),
        ({"invoice_date": date(2026, 6, 13), "due_date": None}, "future_date"),
        ({"invoice_date": date(2019, 5, 12), "due_date": None}, "past_date"),
        ({"lines": (replace(LINE, quantity=D(11)),)}, "lines.1.net"),
        ({"lines": (replace(LINE, net=D("184.03"), unit_price=None),)}, "net_amount"),
        ({"lines": (LINE, LINE)}, "net_amount"),
    ],
)
def test_contradictions(fields: dict[str, Any], what: str) -> None:
    finding = arithmetic_error.check(document(**fields), policy.DOCUMENT)
    assert finding is not None
    assert what in [found["what"] for found in finding.evidence["contradictions"]]
    assert "was something misread?" in finding.sentence


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"gross": D("220.82")},
        {"gross": D("220.78")},
        {"tax": None},
        {"net": None},
        {"net": None, "tax": None},
        {"payable": D("220.80")},
        {"due_date": None},
        {"due_date": date(2026, 5, 11)},
        {"invoice_date": date(2026, 6, 12), "due_date": None},
        {"lines": ()},
        {"lines": (replace(LINE, net=None),)},
        {"lines": (replace(LINE, quantity=None, unit_price=None),)},
        {"lines": (replace(LINE, net=None, unit_price=None), LINE)},
        {"lines": (line("12", "18.40"), line("-2", "18.40"))},
        {"lines": (replace(LINE, tax_rate=None),), "gross": D("193.20"), "tax": D("9.20")},
    ],
)
def test_what_a_document_leaves_out_is_no_contradiction(fields: dict[str, Any]) -> None:
    assert arithmetic_error.check(document(**fields), policy.DOCUMENT) is None


def test_the_tolerance_is_two_minor_units_of_the_documents_own_currency() -> None:
    yen: dict[str, Any] = {"currency": "JPY", "net": D(1000), "tax": D(100), "lines": ()}
    assert arithmetic_error.check(document(**yen, gross=D(1102)), policy.DOCUMENT) is None
    assert arithmetic_error.check(document(**yen, gross=D(1103)), policy.DOCUMENT) is not None


def test_the_question_has_the_numbers_in_it() -> None:
    finding = arithmetic_error.check(document(gross=D("230.80")), policy.DOCUMENT)
    assert finding is not None
    assert finding.sentence == (
        "On invoice INV-003411 the total is £230.80, but net plus VAT is £220.80 (£10.00 more): was something misread?"
    )


def test_several_reasons_stand_in_the_order_of_the_step() -> None:
    facts = document(buyer_name="Oakfield Dairies Ltd", gross=D("999.00"), unsure={"invoice_number": "0.1"})
    assert reasons(decided(facts)) == ["unreadable", "wrong_company", "arithmetic_error"]


def test_a_total_over_many_lines_adds_up() -> None:
    invoice = billing(*(line("3", "0.333") for _ in range(50)))
    facts = document(lines=invoice.lines, net=invoice.net, tax=invoice.tax, gross=invoice.gross)
    assert arithmetic_error.check(facts, policy.DOCUMENT) is None
    assert Decimal(invoice.net or 0) == 50
