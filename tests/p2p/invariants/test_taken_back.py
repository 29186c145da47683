"""What was held, cancelled or reversed must be so on both sides, and hides no double booking."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from p2p.erp.requests import ReversalRequest, mirrored
from p2p.erp.twin import Twin
from p2p.models import Amendment, JournalEntry
from tests.p2p.invariants.conftest import Office, sentence
from workflow import engine, world
from workflow.models import Case, Task
from workflow.people import Actor

pytestmark = pytest.mark.parts

ASKING = Actor("carys", "Carys Moss", frozenset({"clerk"}))
SECOND = Actor("cecily", "Cecily Okafor", frozenset({"controller"}))
Amend = Callable[..., Case]


class _Then(world.RealWorld):
    def __init__(self, office: Office) -> None:
        self.now = office.clock  # type: ignore[method-assign]


@pytest.fixture
def amend(office: Office) -> Iterator[Amend]:
    """Has acts asked for, confirmed and done, one after the other; returns the last one's case."""

    def run(case: Case, *acts: str) -> Case:
        for act in acts:
            number = engine.act(case.pk, act, actor=ASKING, now=office.now, note="Wrong goods.")
            office.run(number)
            task = Task.objects.get(case=number, state="open")
            engine.decide(task.pk, "confirm", actor=SECOND, now=office.now)
            ended = office.run(number)
            assert ended.state == "completed"
        return ended

    with world.lived_in(_Then(office)):
        yield run


@pytest.mark.parametrize(
    "acts",
    [
        ("hold_payment",),
        ("hold_payment", "release_payment"),
        ("hold_payment", "cancel_payment"),
        ("cancel_payment", "reverse_posting"),
    ],
)
def test_what_was_taken_back_by_the_rules_breaks_none(
    office: Office, paid: Case, amend: Amend, acts: tuple[str, ...]
) -> None:
    last = amend(paid, *acts)
    assert office.broken() == []
    assert office.broken(cases=frozenset({paid.pk, last.pk})) == []


@pytest.mark.parametrize(
    ("acts", "statement", "fault"),
    [
        ((), "UPDATE p2p_payment SET state = 'held'", "has state held here, scheduled in the accounts system"),
        (
            ("cancel_payment",),
            "UPDATE p2p_payment SET state = 'scheduled'",
            "has state scheduled here, cancelled in the accounts system",
        ),
        (
            ("hold_payment",),
            "DELETE FROM p2p_paymentorderchange",
            "has state held here, scheduled in the accounts system",
        ),
        (("hold_payment",), "DELETE FROM p2p_paymentorderchange", "but the accounts system doesn't have it"),
        (("hold_payment",), "DELETE FROM p2p_amendment", "but there is no record of it"),
        (
            ("hold_payment",),
            """UPDATE workflow_effect SET request = jsonb_set(request, '{request,act}', '"cancel"')
            WHERE step = 'change_payment'""",
            "has act cancel here, hold in the accounts system",
        ),
        (
            ("hold_payment",),
            "DELETE FROM workflow_effect WHERE step = 'change_payment'",
            "is in the accounts system as PC-",
        ),
        (
            ("cancel_payment", "reverse_posting"),
            "DELETE FROM p2p_journalentry WHERE kind = 'reversal'",
            "in the accounts system.",
        ),
        (
            ("cancel_payment", "reverse_posting"),
            "DELETE FROM p2p_amendment WHERE act = 'reverse_posting'",
            "has reversed_by none here, RV-",
        ),
        (
            ("cancel_payment", "reverse_posting"),
            "UPDATE p2p_payment SET state = 'scheduled'",
            "is not cancelled, but its posting is reversed",
        ),
    ],
)
def test_the_two_sides_differ(
    office: Office, paid: Case, amend: Amend, spoil: Any, acts: tuple[str, ...], statement: str, fault: str
) -> None:
    if acts:
        amend(paid, *acts)
    spoil(statement)
    found = [breach.sentence for breach in office.broken("booked")]
    assert any(fault in one for one in found), found


def test_what_is_just_being_changed_is_no_breach(office: Office, paid: Case, amend: Amend, spoil: Any) -> None:
    amend(paid, "hold_payment")
    spoil("UPDATE p2p_payment SET state = 'scheduled'")
    spoil("UPDATE p2p_amendment SET closed_at = NULL")
    Case.objects.filter(process="amend").update(search="still open")
    spoil("UPDATE workflow_case SET state = 'running' WHERE process = 'amend'")
    assert not any("has state" in breach.sentence for breach in office.broken("booked"))


def test_a_payment_beside_a_cancelled_one_is_one_too_many(
    office: Office, twin: Callable[..., Twin], amend: Amend
) -> None:
    books = twin()
    case = office.take("clean")
    amend(case, "cancel_payment")
    key, reference, request = books.payments.rows[0]
    books.payments.rows.append((f"{key}:2", "TZ-9", request))
    (_, _, cancelled) = books.changes.rows[0]

    told = {breach.sentence for breach in office.broken("booked_once")}
    assert told == {f"Case {case.pk} has more than one payment: {reference} and TZ-9."}
    books.changes.rows.append(("by hand", "TC-9", replace(cancelled, payment_reference="TZ-9")))
    assert office.broken("booked_once") == []


def test_a_posting_beside_a_reversed_one_is_one_too_many(
    office: Office, twin: Callable[..., Twin], amend: Amend
) -> None:
    books = twin()
    case = office.take("clean")
    amend(case, "cancel_payment", "reverse_posting")
    key, reference, request = books.postings.rows[0]
    books.postings.rows.append((key, "TP-9", request))

    assert sentence(office, "booked_once") == f"Case {case.pk} has more than one posting: {reference} and TP-9."


def test_a_posting_reversed_twice(office: Office, twin: Callable[..., Twin], amend: Amend) -> None:
    books = twin()
    case = office.take("clean")
    ended = amend(case, "cancel_payment", "reverse_posting")
    key, reference, request = books.reversals.rows[0]
    books.reversals.rows.append((key, "TR-9", request))
    assert isinstance(request, ReversalRequest)
    assert request.entries == mirrored(books.postings.rows[0][2].entries)

    found = [breach.sentence for breach in office.broken("booked_once")]
    assert found[0] == f"Case {ended.pk} has more than one reversal: {reference} and TR-9."


def test_a_reversal_over_another_amount(office: Office, paid: Case, amend: Amend, spoil: Any) -> None:
    amend(paid, "cancel_payment", "reverse_posting")
    reversal = JournalEntry.objects.get(kind="reversal")
    spoil("UPDATE p2p_journalentry SET total = total - 1 WHERE kind = 'reversal'")
    found = [breach.sentence for breach in office.broken("journal")]
    assert any(one.startswith(f"Entry {reversal.reference} reverses AP-") for one in found), found


def test_the_invoice_comes_again_a_person_is_asked_and_then_it_is_booked_once_more(
    office: Office, amend: Amend
) -> None:
    asked = office.take("suspected_duplicate")
    assert (asked.state, asked.reason) == ("waiting", "suspected_duplicate")
    first = Case.objects.filter(process="procure_to_pay", state="completed").get()
    amend(first, "cancel_payment", "reverse_posting")

    again = office.decide(asked, "not_duplicate")
    if again.reason == "over_threshold":
        again = office.decide(again, "approve", "approver")
    assert (again.state, again.reason) == ("completed", "")
    assert Amendment.objects.filter(done_at__isnull=False).count() == 2
    assert office.broken() == []
