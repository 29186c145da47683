"""What only the built-in ledger can show: its rows, and what the database refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from p2p.erp import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest
from p2p.erp.failures import ChangeRefused
from p2p.erp.ledger import Ledger
from p2p.erp.requests import KindOfChange, mirrored
from p2p.models import JournalEntry, JournalLine, PaymentOrder, PaymentOrderChange

pytestmark = pytest.mark.django_db


def committed(write: Callable[[], object]) -> None:
    """Write, and run what is deferred to the commit; nothing stays of what is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        write()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_posting_becomes_an_entry_with_its_lines(posting: PostingRequest) -> None:
    committed(lambda: Ledger().post(posting, "case-1:post"))
    entry = JournalEntry.objects.get(key="case-1:post")
    assert (entry.reference, entry.kind, entry.total) == (f"AP-{entry.pk:06d}", "invoice", Decimal("220.80"))
    assert list(entry.lines.order_by("id").values_list("account", "vendor_code", "debit", "credit")) == [
        ("2110", "", Decimal("184.00"), Decimal(0)),
        ("2201", "", Decimal("36.80"), Decimal(0)),
        ("2100", "V1001", Decimal(0), Decimal("220.80")),
    ]


def test_a_payment_is_ordered_for_its_entry(posting: PostingRequest, payment: PaymentRequest) -> None:
    done = Ledger().post(posting, "case-1:post")
    Ledger().schedule(replace(payment, posting_reference=done.reference), "case-1:pay")
    order = PaymentOrder.objects.get(key="case-1:pay")
    assert (order.entry.reference, order.amount, order.pay_on) == (done.reference, Decimal("220.80"), payment.pay_on)


def test_the_database_refuses_an_entry_that_does_not_balance(posting: PostingRequest) -> None:
    Ledger().post(posting, "case-1:post")
    entry = JournalEntry.objects.get(key="case-1:post")
    line = JournalLine(entry=entry, account="6200", debit=Decimal("0.01"))
    with pytest.raises(IntegrityError, match="does not balance"):
        committed(line.save)


def test_the_database_refuses_an_entry_without_lines(posting: PostingRequest) -> None:
    empty = replace(posting, gross=Decimal(0), entries=())
    with pytest.raises(IntegrityError, match="has no lines"):
        committed(lambda: Ledger().post(empty, "case-1:post"))


@pytest.mark.parametrize("change", ["update p2p_journalentry set total = 1", "delete from p2p_journalline"])
def test_the_database_refuses_to_change_what_is_booked(posting: PostingRequest, change: str) -> None:
    Ledger().post(posting, "case-1:post")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(change)


def test_an_entry_line_has_one_side(posting: PostingRequest) -> None:
    Ledger().post(posting, "case-1:post")
    entry = JournalEntry.objects.get(key="case-1:post")
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalLine.objects.create(entry=entry, account="6200", debit=1, credit=1)


@pytest.mark.parametrize(
    ("before", "act", "pay_on", "day", "refused"),
    [
        ((), "hold", 10, 9, False),
        ((), "hold", 10, 10, True),
        ((), "cancel", 10, 10, True),
        (("hold",), "cancel", 10, 20, False),
        (("hold",), "release", 10, 10, True),
        (("hold",), "release", 22, 20, False),
    ],
)
def test_from_its_day_on_a_payment_is_left_alone(
    posting: PostingRequest,
    payment: PaymentRequest,
    before: tuple[KindOfChange, ...],
    act: KindOfChange,
    pay_on: int,
    day: int,
    refused: bool,
) -> None:
    ledger = Ledger(now=lambda: datetime(2026, 6, 8, 9, 0, tzinfo=UTC))
    booked = ledger.post(posting, "case-1:post")
    paid = ledger.schedule(replace(payment, posting_reference=booked.reference), "case-1:pay")
    change = ChangeRequest(
        act="hold",
        payment_reference=paid.reference,
        vendor_code=payment.vendor_code,
        amount=payment.amount,
        currency=payment.currency,
        pay_on=payment.pay_on,
    )
    for earlier in before:
        ledger.change(replace(change, act=earlier), f"before:{earlier}")
    later = Ledger(now=lambda: datetime(2026, 6, day, 9, 0, tzinfo=UTC))
    asked = replace(change, act=act, pay_on=date(2026, 6, pay_on))
    if refused:
        with pytest.raises(ChangeRefused, match="too late"):
            later.change(asked, "amend-1:change")
    else:
        assert later.change(asked, "amend-1:change").reference.startswith("PC-")


def test_the_database_keeps_what_was_changed(posting: PostingRequest, payment: PaymentRequest) -> None:
    ledger = Ledger(now=lambda: datetime(2026, 6, 8, 9, 0, tzinfo=UTC))
    booked = ledger.post(posting, "case-1:post")
    order = PaymentOrder.objects.get(
        key=ledger.schedule(replace(payment, posting_reference=booked.reference), "case-1:pay").data["key"]
    )
    columns = {"order": order, "number": 1, "pay_on": order.pay_on, "details": {}, "changed_at": order.ordered_at}
    PaymentOrderChange.objects.create(key="a", reference="PC-1", state="held", **columns)
    with pytest.raises(IntegrityError, match="payment_order_change_once"), transaction.atomic():
        PaymentOrderChange.objects.create(key="b", reference="PC-2", state="cancelled", **columns)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PaymentOrderChange.objects.update(state="scheduled")


def test_the_database_takes_back_an_entry_once(posting: PostingRequest) -> None:
    done = Ledger().post(posting, "case-1:post")
    reversal = ReversalRequest(
        posting_reference=done.reference,
        vendor_code=posting.vendor_code,
        vendor_name=posting.vendor_name,
        invoice_number=posting.invoice_number,
        currency=posting.currency,
        gross=posting.gross,
        entries=mirrored(posting.entries),
    )
    committed(lambda: Ledger().reverse(reversal, "amend-1:reverse"))
    entry = JournalEntry.objects.get(key="case-1:post")
    columns = {"kind": "reversal", "reverses": entry, "currency": "GBP", "total": 1, "booked_at": entry.booked_at}
    with pytest.raises(IntegrityError, match="reverses"), transaction.atomic():
        JournalEntry.objects.create(key="b", reference="RV-9", **columns)
