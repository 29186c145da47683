"""A ledger that does not balance is found."""

from typing import Any

import pytest

from p2p.models import Approval, Document, Email, JournalEntry, Payment, PaymentOrder, Posting
from tests.p2p.invariants.conftest import Office
from workflow.models import Case, Effect

pytestmark = pytest.mark.parts


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE p2p_journalline SET debit = debit + 0.01 WHERE debit > 0", "debits £"),
        ("DELETE FROM p2p_journalline", "debits £0.00 and credits £0.00"),
        ("UPDATE p2p_journalentry SET total = total + 1", "on the vendor's account, its total is £"),
    ],
)
def test_a_ledger_that_does_not_balance(office: Office, paid: Case, spoil: Any, statement: str, fault: str) -> None:
    spoil(statement)

    found = office.broken("journal")
    assert found[0].subject == f"entry {JournalEntry.objects.get().reference}"
    assert fault in found[0].sentence
    assert office.broken("journal", cases=frozenset({paid.pk})) != []


def test_nothing_is_planted(office: Office, paid: Case) -> None:
    """The rows that the tests above spoil are there, and sound."""
    for model in (Approval, Posting, Payment, JournalEntry, PaymentOrder, Email, Document):
        assert model._default_manager.count() == 1
    assert Effect.objects.filter(state="done").count() == 2
    assert office.broken() == []
