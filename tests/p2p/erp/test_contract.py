"""What every connector to an accounts system must keep. Add yours to `CONNECTORS`."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from p2p.erp import Erp, Held, PaymentRequest, PostingRequest
from p2p.erp.failures import KeyReused, PaymentRefused
from p2p.erp.ledger import Ledger
from p2p.erp.twin import Twin
from tests.chaos.kills.serving import Served
from workflow.outcomes import Absent, Done

CONNECTORS = [
    pytest.param(Twin, id="twin"),
    pytest.param(Ledger, id="ledger", marks=pytest.mark.django_db),
    pytest.param(Served, id="http"),
]


@pytest.fixture(params=CONNECTORS)
def erp(request: pytest.FixtureRequest) -> Iterator[Erp]:
    make: Callable[[], Erp] = request.param
    made = make()
    if not isinstance(made, Served):
        yield made
        return
    with closing(made):
        yield made


def test_an_unknown_key_is_absent(erp: Erp) -> None:
    assert erp.find_posting("never") == Absent()
    assert erp.find_payment("never") == Absent()


def test_a_posting_is_found_by_its_key(erp: Erp, posting: PostingRequest) -> None:
    done = erp.post(posting, "case-1:post")
    assert erp.find_posting("case-1:post") == done
    assert done.reference
    assert {name: done.data[name] for name in ("key", "kind", "vendor_code", "currency", "gross")} == {
        "key": "case-1:post",
        "kind": "invoice",
        "vendor_code": "V1001",
        "currency": "GBP",
        "gross": "220.80",
    }


def test_a_repeated_posting_is_booked_once(erp: Erp, posting: PostingRequest) -> None:
    assert erp.post(posting, "case-1:post") == erp.post(posting, "case-1:post")


def test_another_key_is_another_posting(erp: Erp, posting: PostingRequest) -> None:
    assert erp.post(posting, "case-1:post").reference != erp.post(posting, "case-2:post").reference


@pytest.mark.parametrize(
    "change", [{"invoice_number": "INV-2"}, {"invoice_date": date(2026, 5, 12)}, {"vendor_code": "V9"}]
)
def test_a_key_never_stands_for_two_postings(erp: Erp, posting: PostingRequest, change: dict[str, Any]) -> None:
    erp.post(posting, "case-1:post")
    with pytest.raises(KeyReused):
        erp.post(replace(posting, **change), "case-1:post")


def test_a_payment_is_found_by_its_key(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    payment = _for(erp.post(posting, "case-1:post"), payment)
    done = erp.schedule(payment, "case-1:pay")
    assert erp.find_payment("case-1:pay") == done
    assert {name: done.data[name] for name in ("key", "amount", "currency", "pay_on")} == {
        "key": "case-1:pay",
        "amount": "220.80",
        "currency": "GBP",
        "pay_on": "2026-06-10",
    }
    assert done.data["account"]["sort_code"] == "202959"


def test_a_repeated_payment_is_scheduled_once(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    payment = _for(erp.post(posting, "case-1:post"), payment)
    assert erp.schedule(payment, "case-1:pay") == erp.schedule(payment, "case-1:pay")


def test_a_key_never_stands_for_two_payments(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    payment = _for(erp.post(posting, "case-1:post"), payment)
    erp.schedule(payment, "case-1:pay")
    with pytest.raises(KeyReused):
        erp.schedule(replace(payment, pay_on=payment.pay_on + timedelta(days=1)), "case-1:pay")


def test_a_posting_is_paid_once_whatever_the_key(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    payment = _for(erp.post(posting, "case-1:post"), payment)
    erp.schedule(payment, "case-1:pay")
    with pytest.raises(PaymentRefused, match="payment already"):
        erp.schedule(payment, "case-2:pay")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"posting_reference": "nowhere"}, "no posting"),
        ({"amount": Decimal("220.81")}, "owes"),
        ({"currency": "EUR"}, "GBP for vendor V1001"),
        ({"vendor_code": "V9"}, "for vendor V9"),
    ],
)
def test_only_what_is_owed_is_paid(
    erp: Erp, posting: PostingRequest, payment: PaymentRequest, change: dict[str, Any], why: str
) -> None:
    payment = _for(erp.post(posting, "case-1:post"), payment)
    with pytest.raises(PaymentRefused, match=why):
        erp.schedule(replace(payment, **change), "case-1:pay")


def test_a_credit_note_is_never_paid(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    mirrored = tuple(replace(line, debit=line.credit, credit=line.debit) for line in posting.entries)
    done = erp.post(replace(posting, kind="credit_note", entries=mirrored), "case-1:post")
    with pytest.raises(PaymentRefused, match="credit note"):
        erp.schedule(_for(done, payment), "case-1:pay")


def test_a_statement_lists_all_that_is_held(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    assert list(erp.held_postings()) == list(erp.held_payments()) == []
    one, two = erp.post(posting, "case-1:post"), erp.post(posting, "case-2:post")
    paid = erp.schedule(_for(two, payment), "case-2:pay")

    assert list(erp.held_postings()) == [
        Held("case-1:post", one.reference, one.data),
        Held("case-2:post", two.reference, two.data),
    ]
    assert list(erp.held_payments()) == [Held("case-2:pay", paid.reference, paid.data)]


def test_a_statement_is_asked_for_by_key(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    one, two = erp.post(posting, "case-1:post"), erp.post(posting, "case-2:post")
    for done, key in ((one, "case-1:pay"), (two, "case-2:pay")):
        erp.schedule(_for(done, payment), key)

    assert [held.key for held in erp.held_postings(["case-2:post", "never"])] == ["case-2:post"]
    assert [held.key for held in erp.held_payments(["case-1:pay", "never"])] == ["case-1:pay"]
    assert list(erp.held_postings([])) == list(erp.held_payments([])) == []


def _for(done: Done, payment: PaymentRequest) -> PaymentRequest:
    return replace(payment, posting_reference=done.reference)
