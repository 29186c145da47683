"""What may be done to a payment and a posting, as a table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.amending.possible import ActCode, Payable, Standing, hindrance, new_day
from p2p.payments.calendar import is_working_day

PAY_ON = date(2026, 6, 10)
ACTS: tuple[ActCode, ...] = ("hold_payment", "release_payment", "cancel_payment", "reverse_posting")
PAYMENT = Payable(
    reference="PAY-1",
    amount=Decimal("220.80"),
    currency="GBP",
    pay_on=PAY_ON,
    state="scheduled",
    account="202959 63748472",
    account_now="202959 63748472",
    vendor_status="active",
)
POSTED = Standing(
    today=date(2026, 6, 9),
    case=7,
    case_state="completed",
    kind="invoice",
    number="INV-1",
    vendor_code="V1001",
    vendor_name="Thornbury Paper Supplies Ltd",
    posting="AP-1",
    gross=Decimal("220.80"),
    currency="GBP",
    payment=PAYMENT,
)
HELD = replace(POSTED, payment=replace(PAYMENT, state="held"))
CANCELLED = replace(POSTED, payment=replace(PAYMENT, state="cancelled"))
UNPAID = replace(POSTED, payment=None)
REVERSED = replace(CANCELLED, reversed_by="RV-2")
TOO_LATE = "that day has come"


@pytest.mark.parametrize(
    ("standing", "hold", "release", "cancel", "reverse"),
    [
        (POSTED, "", "isn't held", "", "is scheduled: cancel it first"),
        (HELD, "already held", "", "", "is held: cancel it first"),
        (CANCELLED, "already cancelled", "already cancelled", "already cancelled", ""),
        (UNPAID, "no payment", "no payment", "no payment", ""),
        (REVERSED, *["already reversed, by RV-2"] * 4),
        (replace(POSTED, case_state="running"), *["still being worked on"] * 4),
        (replace(POSTED, case_state="incident"), *["still being worked on"] * 4),
        (replace(POSTED, today=PAY_ON), TOO_LATE, "isn't held", TOO_LATE, "ask the vendor for a credit note"),
        (replace(HELD, today=PAY_ON), "already held", "", "", "is held: cancel it first"),
        (replace(CANCELLED, today=PAY_ON), *["already cancelled"] * 3, ""),
    ],
)
def test_what_may_be_done(standing: Standing, hold: str, release: str, cancel: str, reverse: str) -> None:
    for act, says in zip(ACTS, (hold, release, cancel, reverse), strict=True):
        why = hindrance(act, standing)
        assert says in why, act
        assert bool(says) == bool(why), (act, why)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"vendor_status": "blocked"}, "The vendor is blocked"),
        ({"account_now": "111111 22222222"}, "111111 22222222 now"),
    ],
)
def test_money_is_let_go_to_nobody_who_would_not_be_paid_today(change: dict[str, Any], says: str) -> None:
    held = replace(PAYMENT, state="held", **change)
    standing = replace(POSTED, payment=held)
    assert says in hindrance("release_payment", standing)
    assert hindrance("cancel_payment", standing) == ""


@given(today=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_release_names_its_own_day_or_a_later_working_day(today: date) -> None:
    day = new_day(replace(PAYMENT, state="held"), today)
    assert day > today
    assert day >= PAY_ON
    assert day == PAY_ON or is_working_day(day)


@given(act=st.sampled_from(ACTS), state=st.sampled_from(["scheduled", "held", "cancelled"]), late=st.booleans())
def test_a_sentence_says_what_can_be_done(act: ActCode, state: str, late: bool) -> None:
    payment = replace(PAYMENT, state=state)
    why = hindrance(act, replace(POSTED, payment=payment, today=PAY_ON if late else date(2026, 6, 1)))
    assert why == "" or why.endswith(".")
