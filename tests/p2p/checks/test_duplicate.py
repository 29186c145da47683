from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from p2p import policy
from p2p.inputs.duplicate import DuplicateSearch, Sighting
from p2p.matching.duplicate import identity_of, slipped
from p2p.steps import check_duplicate
from tests.p2p.invoices import INVOICE, VENDOR, D, answer
from workflow.outcomes import Ask, Finish, Outcome, Proceed

OTHER = Sighting(
    case=3,
    state="completed",
    vendor="V1001",
    kind="invoice",
    invoice_number="INV-003411",
    currency="GBP",
    gross=D("220.80"),
    invoice_date=date(2026, 5, 11),
)


def against(other: Sighting | None = None, **fields: Any) -> DuplicateSearch:
    """The invoice with these fields as case 9, and one earlier case."""
    return DuplicateSearch(case=9, invoice=replace(INVOICE, **fields), vendor=VENDOR, others=(other,) if other else ())


def decided(facts: DuplicateSearch) -> Outcome:
    return check_duplicate.decide(facts, policy.DUPLICATES)


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        replace(OTHER, invoice_number="3411", gross=D(1), invoice_date=date(2024, 1, 1)),  # other prefix below
        replace(OTHER, same_file=True, invoice_number="", currency="", gross=None),
        replace(OTHER, invoice_date=date(2025, 12, 30)),
        replace(OTHER, gross=D("99.99")),
    ],
)
def test_the_same_invoice_again(other: Sighting) -> None:
    number = "003411" if other.invoice_number == "3411" else "INV-003411"
    outcome = decided(against(other, invoice_number=number))
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "suspected_duplicate"
    assert outcome.finding.withdrawn_by == ("case_ended:3",)


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, kind="credit_note"),
        replace(OTHER, currency="EUR"),
        replace(OTHER, invoice_number="INV-003412"),  # the next one
        replace(OTHER, invoice_number="INV-003410"),
        replace(OTHER, invoice_number="INV-003421"),  # ten later: counted on
        replace(OTHER, invoice_number="INV-1803411"),
        replace(OTHER, invoice_number="INV-34110", gross=D("220.81")),
        replace(OTHER, invoice_number="INV-34110", invoice_date=date(2026, 5, 11) - timedelta(days=8)),
        replace(OTHER, invoice_number="INV-34110", invoice_date=None),
    ],
)
def test_another_invoice(other: Sighting) -> None:
    assert isinstance(decided(against(other)), Proceed)


@pytest.mark.parametrize("number", ["A-003411", "INV-34110", "INV-33411", "INV-4311", "INV-34L1"])
def test_a_slip_of_the_hand_for_the_same_amount(number: str) -> None:
    shorter = "003411" if number.startswith("A") else "INV-003411"
    outcome = decided(against(replace(OTHER, invoice_number=number), invoice_number=shorter))
    assert isinstance(outcome, Ask)
    assert "nearly the same number" in outcome.finding.sentence


def test_digits_that_scanners_confuse_count_on_the_same_day_only() -> None:
    assert slipped("1008", "1003", same_day=True)
    assert not slipped("1008", "1003", same_day=False)
    assert not slipped("1005", "1006", same_day=True)
    assert not slipped("1004", "1009", same_day=True)


def test_a_monthly_series_of_one_amount_is_never_held() -> None:
    numbers = [f"INV-{number:06d}" for number in range(90, 131)]
    for earlier, later in pairwise(numbers):
        facts = against(replace(OTHER, invoice_number=earlier), invoice_number=later)
        assert isinstance(decided(facts), Proceed), (earlier, later)


def test_the_question_shows_both_sides() -> None:
    outcome = decided(against(OTHER))
    assert isinstance(outcome, Ask)
    assert outcome.finding.sentence == (
        "Is INV-003411 over £220.80 a duplicate? Invoice INV-003411 of 11 May 2026 over £220.80 (same number) "
        "is case 3, posted and scheduled for payment."
    )
    assert outcome.finding.evidence["this"]["case"] == "9"
    assert outcome.finding.evidence["others"][0]["case"] == "3"


def test_not_a_duplicate_gives_it_an_identity_of_its_own() -> None:
    facts = against(OTHER)
    asked = decided(facts)
    assert isinstance(asked, Ask)
    settled = decided(replace(facts, answers=(answer(asked.finding, "not_duplicate"),)))
    assert isinstance(settled, Proceed)
    assert settled.output.identity == "V1001|invoice|GBP|1NV3411|case:9"
    assert asked.output == settled.output


def test_the_answer_outlives_a_change_of_the_other_cases_state() -> None:
    asked = decided(against(replace(OTHER, state="waiting")))
    assert isinstance(asked, Ask)
    later = replace(against(OTHER), answers=(answer(asked.finding, "not_duplicate"),))
    assert isinstance(decided(later), Proceed)


def test_another_look_alike_is_asked_about_again() -> None:
    asked = decided(against(OTHER))
    assert isinstance(asked, Ask)
    both = replace(against(OTHER), others=(OTHER, replace(OTHER, case=4)))
    assert isinstance(decided(replace(both, answers=(answer(asked.finding, "not_duplicate"),))), Ask)


def test_a_duplicate_is_refused() -> None:
    facts = against(OTHER)
    asked = decided(facts)
    assert isinstance(asked, Ask)
    ended = decided(replace(facts, answers=(answer(asked.finding, "refuse"),)))
    assert isinstance(ended, Finish)
    assert ended.state == "refused"


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("invoice_number", "inv 3411", True),
        ("invoice_number", "INV-3412", False),
        ("currency", "EUR", False),
        ("document_type", "credit_note", False),
        ("gross", D(1), True),
        ("invoice_date", date(2020, 1, 1), True),
    ],
)
def test_what_makes_an_invoice_itself(field: str, value: Any, same: bool) -> None:
    other = identity_of(replace(INVOICE, **{field: value}), VENDOR)
    assert (other == identity_of(INVOICE, VENDOR)) is same
