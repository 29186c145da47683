"""What may still be done to a payment or a posting, as it stands now, and why not. Pure.

From the day of payment on nothing: the bank has it. What is held isn't paid, so that its day may pass; a release then
names a new one. A posting is reversed whole, and only when nothing will be paid for it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from p2p.money import show
from p2p.payments.calendar import next_working_day
from p2p.payments.states import MOVES
from workflow.people import Actor, Refusal

ActCode = Literal["hold_payment", "release_payment", "cancel_payment", "reverse_posting"]
MAY_ASK = frozenset({"clerk", "approver", "manager", "director", "controller"})
# The moves of a payment, by the act that asks for them; a reversal moves none.
MOVE_OF = {"hold_payment": "hold", "release_payment": "release", "cancel_payment": "cancel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A scheduled payment as it stands. `account` is where it goes, `account_now` where the master data says.

    `reference` is the accounts system's.
    """

    reference: str
    amount: Decimal
    currency: str
    pay_on: date
    state: str
    account: str
    account_now: str
    vendor_status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A posting and its payment as they stand. `reversed_by` is "" unless the posting is reversed."""

    today: date
    case: int
    case_state: str
    kind: str
    number: str
    vendor_code: str
    vendor_name: str
    posting: str
    gross: Decimal
    currency: str
    reversed_by: str = ""
    payment: Payable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendable:
    """What is posted for a case, if anything; the case that asks for a change of it now, and for which."""

    standing: Standing | None = None
    asking_case: int | None = None
    asking_for: str = ""


def offered(act: ActCode, found: Amendable, actor: Actor) -> Refusal | None:
    """Whether this person may ask for it now; else why not."""
    if not MAY_ASK & actor.roles:
        return Refusal("Only somebody who works on invoices may ask for this.")
    if found.standing is None:
        return Refusal("Nothing is posted for this case: there is nothing to change.")
    if found.asking_case:
        asked = found.asking_for.replace("_", " ")
        return Refusal(f"Case {found.asking_case} already asks to {asked} here: it has to be decided first.")
    why = hindrance(act, found.standing)
    return Refusal(why) if why else None


def hindrance(act: ActCode, standing: Standing) -> str:
    """Why it can't be done now, as a sentence that says what can; "" where nothing hinders it."""
    if standing.case_state != "completed":
        return "This case is still being worked on. Wait until it has ended: nothing is settled before."
    if standing.reversed_by:
        return f"Posting {standing.posting} is already reversed, by {standing.reversed_by}: nothing is left to do."
    if act == "reverse_posting":
        return _not_reversed(standing)
    if standing.payment is None:
        return "There is no payment for this case: a credit note isn't paid."
    return _not_moved(act, standing.payment, standing.today)


def new_day(payment: Payable, today: date) -> date:
    """When a payment that is released is made: on its day, or where that has come, on the next working day."""
    return max(payment.pay_on, next_working_day(today)) if payment.state == "held" else payment.pay_on


def day_words(day: date) -> str:
    """ "10 June 2026"."""
    return f"{day.day} {day:%B %Y}"


def _not_reversed(standing: Standing) -> str:
    payment = standing.payment
    if payment is None or payment.state == "cancelled":
        return ""
    amount = show(payment.amount, payment.currency)
    if payment.state == "scheduled" and standing.today >= payment.pay_on:
        return (
            f"The payment of {amount} is made on {day_words(payment.pay_on)}, and that day has come: "
            "ask the vendor for a credit note instead."
        )
    return f"The payment of {amount} is {payment.state}: cancel it first, then reverse the posting."


def _not_moved(act: ActCode, payment: Payable, today: date) -> str:
    move = MOVES[MOVE_OF[act]]
    if payment.state not in move.sources:
        return _NOT_FROM[payment.state, move.name]
    if payment.state == "scheduled" and today >= payment.pay_on:
        return (
            f"The payment is made on {day_words(payment.pay_on)}, and that day has come: "
            f"it is too late to {move.name} it here. Ask the bank at once."
        )
    return _not_released(payment) if act == "release_payment" else ""


def _not_released(payment: Payable) -> str:
    if payment.vendor_status != "active":
        return f"The vendor is {payment.vendor_status}: unblock the vendor in the master data, or cancel the payment."
    if payment.account != payment.account_now:
        return (
            f"The payment goes to {payment.account}, but the vendor's account is {payment.account_now} now: "
            "cancel the payment, reverse the posting, and take the invoice in again."
        )
    return ""


_CANCELLED = "The payment is already cancelled: it is never made. Reverse the posting, if nothing is owed."
_NOT_FROM = {
    ("held", "hold"): "The payment is already held: release or cancel it.",
    ("scheduled", "release"): "The payment isn't held: it is made on its day by itself.",
    ("cancelled", "hold"): _CANCELLED,
    ("cancelled", "release"): _CANCELLED,
    ("cancelled", "cancel"): _CANCELLED,
}
