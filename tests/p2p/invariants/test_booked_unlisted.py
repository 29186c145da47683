"""An accounts system that can list nothing, or tell nothing: what was not checked is said."""

from typing import Any

import pytest

from p2p.erp import erp
from p2p.erp.failures import NoStatement
from p2p.erp.twin import Twin
from p2p.invariants import booked, booked_once
from tests.p2p.invariants.conftest import Office, sentence
from workflow.invariants import Scope
from workflow.outcomes import Unknown

pytestmark = pytest.mark.parts


class Unlisted(Twin):
    """Can be asked by key, but lists nothing."""

    def held_postings(self, keys: Any = None) -> Any:
        raise NoStatement

    def held_payments(self, keys: Any = None) -> Any:
        raise NoStatement


class Mute(Unlisted):
    """Can't be asked at all, once it has booked."""

    def find_posting(self, key: str) -> Any:
        return super().find_posting(key) if not self.postings.rows else Unknown("Not today.")

    def find_payment(self, key: str) -> Any:
        return super().find_payment(key) if not self.payments.rows else Unknown("Not today.")


def test_without_a_statement_each_key_is_asked_for(office: Office, settings: Any) -> None:
    settings.P2P_ERP = f"{__name__}.Unlisted"
    case = office.take("clean")
    assert case.state == "completed"

    checked = booked.RULE.examine(Scope(now=office.now))
    assert checked.breaches == ()
    assert [why.partition(":")[0] for why in checked.unchecked] == [
        "Whether each posting there is known here",
        "Whether each payment there is known here",
    ]
    assert len(booked_once.RULE.examine(Scope(now=office.now)).unchecked) == 2

    books = erp()
    assert isinstance(books, Twin)
    books.postings.rows.clear()
    assert "but the accounts system doesn't have it" in sentence(office, "booked")


def test_what_can_not_be_asked_is_said(office: Office, settings: Any) -> None:
    settings.P2P_ERP = f"{__name__}.Mute"
    assert office.take("clean").state == "completed"

    checked = booked.RULE.examine(Scope(now=office.now))
    assert checked.breaches == ()
    assert checked.unchecked == (
        "Whether each posting is in the accounts system: Not today.",
        "Whether each payment is in the accounts system: Not today.",
    )
