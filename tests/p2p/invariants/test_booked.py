"""Both sides must say the same, to the penny, and everything once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from p2p.erp.twin import Twin
from tests.p2p.invariants.conftest import Office, sentence
from workflow.models import Case

pytestmark = pytest.mark.parts


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE p2p_posting SET gross = gross + 0.01", "has gross "),
        ("UPDATE p2p_posting SET currency = 'EUR'", "has currency EUR here, GBP in the accounts system"),
        ("UPDATE workflow_effect SET reference = 'AP-X' WHERE step = 'post'", "is AP-X here, AP-0"),
        ("DELETE FROM p2p_posting", "but there is no record of it"),
        ("UPDATE p2p_payment SET amount = amount - 0.01", "has amount "),
        ("UPDATE p2p_payment SET currency = 'EUR'", "has currency EUR here, GBP in the accounts system"),
        ("UPDATE p2p_payment SET pay_on = '2026-01-01'", "has pay_on 2026-01-01 here, 2026-"),
        (
            "UPDATE p2p_payment SET account = jsonb_set(account, '{sort_code}', '\"999999\"')",
            "has account {",
        ),
        ("DELETE FROM p2p_payment", "but there is no record of it"),
        ("DELETE FROM p2p_journalentry", "but the accounts system doesn't have it"),
        ("DELETE FROM p2p_paymentorder", "but the accounts system doesn't have it"),
        ("DELETE FROM workflow_effect WHERE step = 'post'", "unknown here"),
        ("UPDATE workflow_effect SET state = 'intended' WHERE step = 'post'", "here it is intended, and the case has"),
        (
            "UPDATE workflow_effect SET request = jsonb_set(request, '{request,vendor_code}', '9') WHERE step = 'post'",
            "has vendor_code 9 here, V1001 in the accounts system",
        ),
    ],
)
def test_the_two_sides_differ(office: Office, paid: Case, spoil: Any, statement: str, fault: str) -> None:
    spoil(statement)

    found = [breach.sentence for breach in office.broken("booked")]
    assert any(fault in one for one in found), found
    if "unknown here" not in fault:
        assert office.broken("booked", cases=frozenset({paid.pk})) != []


def test_a_record_that_was_never_confirmed(office: Office, paid: Case, spoil: Any) -> None:
    spoil("UPDATE workflow_effect SET state = 'unknown' WHERE step = 'schedule_payment'")

    found = [breach.sentence for breach in office.broken("booked")]
    assert any(one.endswith("is recorded here, but was never confirmed.") for one in found)


def test_a_booking_for_nobody(office: Office, paid: Case, spoil: Any) -> None:
    key = "procure_to_pay:00000000-0000-0000-0000-000000000000:post"
    columns = "kind, vendor_code, text, currency, total, details, booked_at"
    spoil(
        f"INSERT INTO p2p_journalentry (key, reference, {columns}) SELECT %s, 'AP-9', {columns} FROM p2p_journalentry",
        key,
    )

    assert f"The posting {key} is in the accounts system as AP-9, unknown here." in sentence(office, "booked")


def test_what_a_person_said_was_done_but_was_not(office: Office, twin: Callable[..., Twin]) -> None:
    books = twin(looks_up=False)
    office.decide(office.take("clean"), "was_done", reference="AP-9")
    books.looks_up = True

    assert (
        "is done as AP-9, as pat said, but the accounts system doesn't have it" in office.broken("booked")[0].sentence
    )


def test_one_case_booked_and_paid_twice(office: Office, twin: Callable[..., Twin]) -> None:
    books = twin()
    case = office.take("clean")
    key, reference, request = books.postings.rows[0]
    books.postings.rows.append((key, "TP-9", request))
    again = books.payments.rows[0]
    books.payments.rows.append((f"{again[0]}:2", "TZ-9", again[2]))

    assert [breach.sentence for breach in office.broken("booked_once")][:2] == [
        f"Case {case.pk} has more than one posting: {reference} and TP-9.",
        f"Case {case.pk} has more than one payment: {again[1]} and TZ-9.",
    ]


def test_one_posting_paid_for_two_cases(office: Office, twin: Callable[..., Twin]) -> None:
    books = twin()
    office.take("clean")
    other = office.decide(office.take("over_threshold"), "approve", "approver")
    (first, second) = books.payments.rows
    twice = replace(second[2], posting_reference=first[2].posting_reference)
    books.payments.rows[1] = (second[0], second[1], twice)

    assert office.subjects("booked_once") == [f"payment {second[1]}"]
    assert other.state == "completed"
