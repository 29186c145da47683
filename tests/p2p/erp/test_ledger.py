"""What only the built-in ledger can show: its rows, and what the database refuses."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from p2p.erp import PaymentRequest, PostingRequest
from p2p.erp.ledger import Ledger
from p2p.models import JournalEntry, JournalLine, PaymentOrder

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
