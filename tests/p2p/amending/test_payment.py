"""A scheduled payment is held, released and cancelled: by two people, in the accounts system, once each."""

from datetime import date, timedelta

import pytest

from p2p.describe import describe
from p2p.erp import erp
from p2p.models import Payment, Vendor
from tests.p2p.amending.conftest import CLERK, CONTROLLER, OTHER_CONTROLLER, Desk
from workflow import engine
from workflow.models import Effect
from workflow.outcomes import Done
from workflow.story import choices_of, consequence


def told(desk: Desk, name: str) -> object:
    """What the accounts system says of the payment."""
    found = erp().find_payment(desk.payment.key)
    assert isinstance(found, Done)
    return found.data[name]


def test_a_second_person_is_asked_with_all_that_there_is_to_know(desk: Desk) -> None:
    case = desk.ask("hold_payment")
    task = desk.task(case)
    assert (case.process, case.state, task.role) == ("amend", "waiting", "controller")
    assert task.sentence == (
        "Hold the payment of £220.80 to Thornbury Paper Supplies Ltd (V1001) for invoice INV-1, "
        "due to be made on 10 June 2026? Carys Moss asks for it: Goods are broken."
    )
    assert [consequence(choice, task.params) for choice in choices_of(task)] == [
        (
            "£220.80 to Thornbury Paper Supplies Ltd (V1001) is not paid on 10 June 2026, and stays held until "
            "somebody releases or cancels it."
        ),
        "Nothing changes: the payment of £220.80 stays scheduled for 10 June 2026. Carys Moss reads why in your note.",
    ]
    assert (case.number, case.party, str(case.amount), case.currency, case.due_on) == (
        "INV-1",
        "Thornbury Paper Supplies Ltd",
        "220.8000",
        "GBP",
        date(2026, 6, 10),
    )
    assert case.subject["case"] == desk.case.pk
    assert case.subject["uid"] == str(desk.case.uid)
    assert desk.payment.state == told(desk, "state") == "scheduled"


def test_held_then_released(desk: Desk) -> None:
    assert desk.done("hold_payment").state == "completed"
    assert desk.payment.state == told(desk, "state") == "held"
    assert desk.done("release_payment").state == "completed"
    assert desk.payment.state == told(desk, "state") == "scheduled"
    assert desk.payment.pay_on == date(2026, 6, 10)
    assert desk.done("hold_payment").state == "completed"
    assert [change.data["act"] for change in erp().held_changes()] == ["hold", "release", "hold"]


def test_what_is_released_after_its_day_is_paid_on_the_next_working_day(desk: Desk) -> None:
    desk.done("hold_payment")
    desk.pass_time(days=31)  # Friday, 12 June
    case = desk.ask("release_payment")
    assert "to be made on 15 June 2026" in desk.task(case).sentence
    assert desk.decide(case).state == "completed"
    assert (desk.payment.pay_on, told(desk, "pay_on")) == (date(2026, 6, 15), "2026-06-15")


def test_who_confirms_late_is_asked_again_for_another_day(desk: Desk) -> None:
    desk.done("hold_payment")
    desk.pass_time(days=31)
    case = desk.ask("release_payment")
    desk.pass_time(days=3)
    assert desk.decide(case).state == "waiting"
    assert "to be made on 16 June 2026" in desk.task(case).sentence
    assert desk.decide(case).state == "completed"
    assert desk.payment.pay_on == date(2026, 6, 16)


@pytest.mark.parametrize("before", [[], ["hold_payment"]])
def test_cancelled(desk: Desk, before: list[str]) -> None:
    for act in before:
        desk.done(act)
    case = desk.done("cancel_payment")
    assert (case.state, desk.payment.state, told(desk, "state")) == ("completed", "cancelled", "cancelled")
    (payment,) = describe(desk.case.pk)["payments"]
    assert payment["state"] == "cancelled"
    amendment = describe(desk.case.pk)["amendments"][-1]
    assert (amendment["act"], amendment["asked_by"], amendment["reason"]) == (
        "cancel_payment",
        "carys",
        "Goods are broken.",
    )
    assert amendment["reference"] == Effect.objects.get(case=case).reference


def test_who_asked_may_not_confirm_and_hears_why(desk: Desk) -> None:
    case = desk.ask("cancel_payment", by=CONTROLLER)
    with pytest.raises(engine.DecisionRefused, match="You asked for this yourself: a second person must confirm it"):
        desk.decide(case, by=CONTROLLER)
    with pytest.raises(engine.DecisionRefused, match="role controller"):
        desk.decide(case, by=CLERK)
    assert desk.payment.state == "scheduled"
    assert desk.decide(case, by=OTHER_CONTROLLER).state == "completed"


def test_refused_with_a_reason_nothing_changes_and_it_may_be_asked_anew(desk: Desk) -> None:
    case = desk.decide(desk.ask("cancel_payment"), "refuse")
    assert (case.state, desk.payment.state) == ("refused", "scheduled")
    assert not Effect.objects.filter(case=case).exists()
    assert desk.amendment.closed_at == desk.at
    assert desk.amendment.done_at is None
    assert desk.done("cancel_payment").state == "completed"


def test_on_the_day_it_is_too_late_even_for_what_was_asked_before(desk: Desk) -> None:
    case = desk.ask("hold_payment")
    desk.at = desk.at.replace(month=6, day=9) + timedelta(hours=14, minutes=30)  # 00:30 on the 10th in London
    ended = desk.decide(case)
    assert ended.state == "refused"
    assert "that day has come" in str(ended.step_runs.order_by("-number")[0].outcome)
    assert desk.payment.state == told(desk, "state") == "scheduled"
    with pytest.raises(engine.DecisionRefused, match="Ask the bank at once"):
        desk.ask("hold_payment")


def test_a_release_to_a_vendor_who_was_blocked_meanwhile_is_refused(desk: Desk) -> None:
    desk.done("hold_payment")
    case = desk.ask("release_payment")
    Vendor.objects.update(status="blocked")
    assert desk.decide(case).state == "refused"
    assert Payment.objects.get().state == "held"
