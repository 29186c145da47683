"""What is offered to whom, and that two people never change the same thing at once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from p2p.amending.acts import ACTS, begin
from p2p.amending.look import amendable
from p2p.models import Amendment, Payment, Posting
from tests.p2p.amending.conftest import AUDITOR, CLERK, CONTROLLER, Desk
from workflow import engine
from workflow.models import Case
from workflow.people import Refusal


def offers(desk: Desk, actor: object = CLERK) -> dict[str, str]:
    """Each act's refusal, "" where it is offered."""
    found = engine.acts_for(desk.case, actor)  # type: ignore[arg-type]
    return {act.code: refusal.why if refusal else "" for act, refusal in found}


def test_what_is_offered_follows_the_payment(desk: Desk) -> None:
    assert [code for code, why in offers(desk).items() if not why] == ["hold_payment", "cancel_payment"]
    desk.done("hold_payment")
    assert [code for code, why in offers(desk).items() if not why] == ["release_payment", "cancel_payment"]
    desk.done("cancel_payment")
    assert [code for code, why in offers(desk).items() if not why] == ["reverse_posting"]


def test_who_only_looks_may_ask_for_nothing(desk: Desk) -> None:
    assert set(offers(desk, AUDITOR).values()) == {"Only somebody who works on invoices may ask for this."}


def test_a_case_without_a_posting_offers_nothing(desk: Desk) -> None:
    case = Case.objects.create(process="procure_to_pay", version=1, step="receive", received_at=desk.at)
    for act in ACTS:
        assert act.offered(amendable(case.pk), CLERK) == Refusal(
            "Nothing is posted for this case: there is nothing to change."
        )


def test_all_of_them_are_offered_by_one_look(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    offers(desk)  # the process is read
    with django_assert_num_queries(5):  # the posting with its payment, what is asked and was done, the call, our zone
        offers(desk)


def test_a_reason_must_be_given(desk: Desk) -> None:
    for note in ("", "  \n"):
        with pytest.raises(engine.NoteRequired):
            desk.ask("hold_payment", note=note)
        with pytest.raises(engine.NoteRequired):
            begin("hold_payment", desk.case.pk, CLERK, note, {}, desk.at)
    assert not Amendment.objects.exists()


def test_one_at_a_time(desk: Desk) -> None:
    first = desk.ask("hold_payment")
    with pytest.raises(engine.DecisionRefused, match=f"Case {first.pk} already asks to hold payment here"):
        desk.ask("cancel_payment", by=CONTROLLER)
    assert Case.objects.filter(process="amend").count() == 1


def test_the_database_says_so_too(desk: Desk) -> None:
    desk.ask("hold_payment")
    case = Case.objects.create(process="amend", version=1, step="confirm", received_at=desk.at)
    with pytest.raises(IntegrityError, match="amendment_open_once"), transaction.atomic():
        Amendment.objects.create(
            case=case, posting=desk.posting, act="cancel_payment", reason="x", asked_by="x", asked_at=desk.at
        )


def test_a_posting_is_reversed_once_by_the_database(desk: Desk) -> None:
    desk.done("cancel_payment")
    desk.done("reverse_posting")
    case = Case.objects.create(process="amend", version=1, step="confirm", received_at=desk.at)
    columns = {"posting": desk.posting, "reason": "x", "asked_by": "x", "asked_at": desk.at}
    with pytest.raises(IntegrityError, match="posting_reversed_once"), transaction.atomic():
        Amendment.objects.create(case=case, act="reverse_posting", done_at=desk.at, closed_at=desk.at, **columns)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Payment.objects.update(amount=1),
        lambda: Payment.objects.update(pay_on="2026-01-01"),
        lambda: Payment.objects.update(account={}),
        lambda: Payment.objects.all()._raw_delete("default"),
        lambda: Amendment.objects.update(reason="another"),
        lambda: Amendment.objects.update(done_at="2026-01-01T00:00Z"),
        lambda: Amendment.objects.all()._raw_delete("default"),
    ],
)
def test_what_was_asked_and_scheduled_never_changes(desk: Desk, change: object) -> None:
    desk.done("hold_payment")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()  # type: ignore[operator]


def test_a_payment_takes_only_the_moves_of_its_table(desk: Desk) -> None:
    desk.done("cancel_payment")
    with pytest.raises(DatabaseError, match="may not go from cancelled to scheduled"), transaction.atomic():
        Payment.objects.update(state="scheduled")
    assert Posting.objects.count() == 1
