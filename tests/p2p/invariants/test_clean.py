"""Invoices on their way through the real process: no rule has anything to say, wherever they are."""

from collections.abc import Callable

import pytest

from p2p.erp.twin import Mode, Twin
from tests.p2p.invariants.conftest import Office

pytestmark = pytest.mark.parts


def test_an_invoice_that_is_posted_and_paid(office: Office) -> None:
    case = office.take("clean")

    assert case.state == "completed"
    assert office.broken() == []
    assert office.broken(cases=frozenset({case.pk})) == []


def test_an_invoice_that_a_person_approves(office: Office) -> None:
    case = office.take("over_threshold")
    assert office.broken() == []

    assert office.decide(case, "approve", "approver").state == "completed"
    assert office.broken() == []


@pytest.mark.parametrize(("choice", "state"), [("not_duplicate", "waiting"), ("refuse", "refused")])
def test_a_duplicate_is_asked_about_and_decided(office: Office, choice: str, state: str) -> None:
    case = office.take("suspected_duplicate")
    assert office.broken() == []

    assert office.decide(case, choice).state == state
    assert office.broken() == []


def test_an_invoice_that_waits_for_its_goods(office: Office) -> None:
    assert office.take("goods_not_received").state in ("sleeping", "waiting")
    assert office.broken() == []


@pytest.mark.parametrize("mode", Mode)
def test_whatever_the_accounts_system_does_when_it_is_asked_once(
    office: Office, twin: Callable[..., Twin], mode: Mode
) -> None:
    """Booked or not, answered or not: what is in flight is no breach."""
    twin().script.append(mode)
    office.take("clean")

    assert office.broken() == []


def test_in_doubt(office: Office, twin: Callable[..., Twin]) -> None:
    books = twin(looks_up=False)
    case = office.take("clean")
    assert (case.state, case.reason) == ("waiting", "effect_unknown")
    assert office.broken() == []

    office.decide(case, "not_done")
    assert len(books.postings.rows) == 1
    assert office.broken() == []
