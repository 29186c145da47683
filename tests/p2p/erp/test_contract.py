"""What every connector to an accounts system must keep. Add yours to `CONNECTORS`."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from p2p.erp import ChangeRequest, Erp, Held, PaymentRequest, PostingRequest, ReversalRequest
from p2p.erp.failures import ChangeRefused, KeyReused, PaymentRefused, PostingRefused
from p2p.erp.ledger import Ledger
from p2p.erp.requests import KindOfChange, mirrored
from p2p.erp.twin import Twin
from tests.chaos.kills.serving import Served
from workflow.outcomes import Absent, Done

# Before the day on which the payment is made: a system that knows the day changes nothing from then on.
IN_MAY = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def ledger() -> Ledger:
    return Ledger(now=lambda: IN_MAY)


CONNECTORS = [
    pytest.param(Twin, id="twin"),
    pytest.param(ledger, id="ledger", marks=pytest.mark.django_db),
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
    assert erp.find_change("never") == Absent()
    assert erp.find_reversal("never") == Absent()


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


def test_a_change_is_found_by_its_key(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    paid = _paid(erp, posting, payment)
    done = erp.change(_change("hold", paid, payment), "amend-1:change")
    assert erp.find_change("amend-1:change") == done
    assert {name: done.data[name] for name in ("key", "act", "payment_reference", "amount", "currency", "pay_on")} == {
        "key": "amend-1:change",
        "act": "hold",
        "payment_reference": paid.reference,
        "amount": "220.80",
        "currency": "GBP",
        "pay_on": "2026-06-10",
    }


def test_a_payment_tells_how_it_stands(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    paid = _paid(erp, posting, payment)
    assert _state(erp) == ("scheduled", "2026-06-10")
    acts: tuple[tuple[KindOfChange, str, date], ...] = (
        ("hold", "held", payment.pay_on),
        ("release", "scheduled", date(2026, 6, 15)),
        ("hold", "held", payment.pay_on),
        ("cancel", "cancelled", payment.pay_on),
    )
    for number, (act, state, day) in enumerate(acts):
        erp.change(replace(_change(act, paid, payment), pay_on=day), f"amend-{number}:change")
        assert _state(erp)[0] == state
    assert _state(erp)[1] == "2026-06-15"
    assert [held.data["act"] for held in erp.held_changes()] == ["hold", "release", "hold", "cancel"]
    assert [held.key for held in erp.held_changes(["amend-1:change", "never"])] == ["amend-1:change"]


def test_a_repeated_change_is_made_once(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    hold = _change("hold", _paid(erp, posting, payment), payment)
    assert erp.change(hold, "amend-1:change") == erp.change(hold, "amend-1:change")
    assert len(list(erp.held_changes())) == 1
    with pytest.raises(KeyReused):
        erp.change(replace(hold, act="cancel"), "amend-1:change")


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), "release"),
        (("hold",), "hold"),
        (("cancel",), "hold"),
        (("cancel",), "release"),
        (("cancel",), "cancel"),
        (("hold", "cancel"), "release"),
    ],
)
def test_a_payment_takes_only_what_its_state_allows(
    erp: Erp, posting: PostingRequest, payment: PaymentRequest, before: tuple[KindOfChange, ...], act: KindOfChange
) -> None:
    paid = _paid(erp, posting, payment)
    for earlier in before:
        erp.change(_change(earlier, paid, payment), f"before:{earlier}")
    with pytest.raises(ChangeRefused, match=f"nothing to {act}"):
        erp.change(_change(act, paid, payment), "amend-1:change")
    assert erp.find_change("amend-1:change") == Absent()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"payment_reference": "nowhere"}, "no payment"),
        ({"amount": Decimal("220.81")}, "220.80 GBP to vendor V1001"),
        ({"currency": "EUR"}, "220.80 GBP to vendor V1001"),
        ({"vendor_code": "V9"}, "220.80 GBP to vendor V1001"),
    ],
)
def test_only_the_payment_that_is_meant_is_changed(
    erp: Erp, posting: PostingRequest, payment: PaymentRequest, change: dict[str, Any], why: str
) -> None:
    paid = _paid(erp, posting, payment)
    with pytest.raises(ChangeRefused, match=why):
        erp.change(replace(_change("cancel", paid, payment), **change), "amend-1:change")
    assert _state(erp)[0] == "scheduled"


def test_a_cancelled_payment_is_not_made_again(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    paid = _paid(erp, posting, payment)
    erp.change(_change("cancel", paid, payment), "amend-1:change")
    again = replace(payment, posting_reference=paid.data["posting_reference"])
    with pytest.raises(PaymentRefused, match="payment already"):
        erp.schedule(again, "case-2:pay")
    assert erp.schedule(again, "case-1:pay").reference == paid.reference


def test_a_posting_is_taken_back_by_its_mirror_image(erp: Erp, posting: PostingRequest) -> None:
    booked = erp.post(posting, "case-1:post")
    assert booked.data["reversed_by"] == ""
    done = erp.reverse(_reversal(booked, posting), "amend-1:reverse")
    assert erp.find_reversal("amend-1:reverse") == done
    assert {name: done.data[name] for name in ("key", "posting_reference", "vendor_code", "currency", "gross")} == {
        "key": "amend-1:reverse",
        "posting_reference": booked.reference,
        "vendor_code": "V1001",
        "currency": "GBP",
        "gross": "220.80",
    }
    found = erp.find_posting("case-1:post")
    assert isinstance(found, Done)
    assert found.data["reversed_by"] == done.reference
    assert [held.key for held in erp.held_postings()] == ["case-1:post"]
    assert list(erp.held_reversals()) == [Held("amend-1:reverse", done.reference, done.data)]
    assert list(erp.held_reversals(["never"])) == []


def test_a_posting_is_taken_back_once(erp: Erp, posting: PostingRequest) -> None:
    reversal = _reversal(erp.post(posting, "case-1:post"), posting)
    assert erp.reverse(reversal, "amend-1:reverse") == erp.reverse(reversal, "amend-1:reverse")
    with pytest.raises(PostingRefused, match="reversed already"):
        erp.reverse(reversal, "amend-2:reverse")
    with pytest.raises(KeyReused):
        erp.reverse(replace(reversal, invoice_number="INV-2"), "amend-1:reverse")


@pytest.mark.parametrize("before", [(), ("hold",)])
def test_what_will_be_paid_is_not_taken_back(
    erp: Erp, posting: PostingRequest, payment: PaymentRequest, before: tuple[KindOfChange, ...]
) -> None:
    booked = erp.post(posting, "case-1:post")
    paid = erp.schedule(_for(booked, payment), "case-1:pay")
    for act in before:
        erp.change(_change(act, paid, payment), f"amend:{act}")
    with pytest.raises(PostingRefused, match="cancel it first"):
        erp.reverse(_reversal(booked, posting), "amend-1:reverse")
    erp.change(_change("cancel", paid, payment), "amend:cancel")
    assert erp.reverse(_reversal(booked, posting), "amend-1:reverse").reference


def test_what_is_taken_back_is_not_paid(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> None:
    booked = erp.post(posting, "case-1:post")
    done = erp.reverse(_reversal(booked, posting), "amend-1:reverse")
    with pytest.raises(PaymentRefused, match="is reversed"):
        erp.schedule(_for(booked, payment), "case-1:pay")
    with pytest.raises(PaymentRefused, match="no posting"):
        erp.schedule(_for(done, payment), "case-1:pay")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"posting_reference": "nowhere"}, "no posting"),
        ({"vendor_code": "V9"}, "mirror image"),
        ({"gross": Decimal("220.79")}, "mirror image"),
        ({"entries": ()}, "mirror image"),
    ],
)
def test_only_the_whole_posting_is_taken_back(
    erp: Erp, posting: PostingRequest, change: dict[str, Any], why: str
) -> None:
    reversal = _reversal(erp.post(posting, "case-1:post"), posting)
    with pytest.raises(PostingRefused, match=why):
        erp.reverse(replace(reversal, **change), "amend-1:reverse")
    assert list(erp.held_reversals()) == []


def _paid(erp: Erp, posting: PostingRequest, payment: PaymentRequest) -> Done:
    return erp.schedule(_for(erp.post(posting, "case-1:post"), payment), "case-1:pay")


def _state(erp: Erp) -> tuple[str, str]:
    (held,) = erp.held_payments(["case-1:pay"])
    return held.data["state"], held.data["pay_on"]


def _change(act: KindOfChange, paid: Done, payment: PaymentRequest) -> ChangeRequest:
    return ChangeRequest(
        act=act,
        payment_reference=paid.reference,
        vendor_code=payment.vendor_code,
        amount=payment.amount,
        currency=payment.currency,
        pay_on=payment.pay_on,
    )


def _reversal(booked: Done, posting: PostingRequest) -> ReversalRequest:
    return ReversalRequest(
        posting_reference=booked.reference,
        vendor_code=posting.vendor_code,
        vendor_name=posting.vendor_name,
        invoice_number=posting.invoice_number,
        currency=posting.currency,
        gross=posting.gross,
        entries=mirrored(posting.entries),
    )


def _for(done: Done, payment: PaymentRequest) -> PaymentRequest:
    return replace(payment, posting_reference=done.reference)
