"""How the built-in ledger's payment orders and entries stand now: what was done to them since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from p2p.models import JournalEntry, PaymentOrder, PaymentOrderChange
from p2p.payments.states import PAYMENT


@dataclass(frozen=True, slots=True)
class Stands:
    """A payment order's state and day, and how many changes led to them."""

    state: str
    pay_on: date
    changes: int


def stand_of(order: PaymentOrder) -> Stands:
    """One order, as its newest change left it."""
    return standing([order])[order.pk]


def standing(orders: Iterable[PaymentOrder]) -> Mapping[int, Stands]:
    """Orders by id, however many in one query."""
    now = {order.pk: Stands(PAYMENT.initial[0], order.pay_on, 0) for order in orders}
    changes = PaymentOrderChange.objects.filter(order__in=list(now)).order_by("order_id", "number")
    for change in changes:
        now[change.order_id] = Stands(change.state, change.pay_on, change.number)
    return now


def reversals_of(entries: Iterable[JournalEntry]) -> Mapping[int, str]:
    """The references of the entries that take these back, by the id of what they take back."""
    ids = [entry.pk for entry in entries]
    rows = JournalEntry.objects.filter(reverses__in=ids).values_list("reverses_id", "reference")
    return {reversed_id: reference for reversed_id, reference in rows if reversed_id is not None}
