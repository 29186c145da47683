"""Payment orders in the built-in ledger, and what becomes of them until their day."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from p2p.company import today
from p2p.erp.failures import ChangeRefused, PaymentRefused, changeable_or_refuse, payable_or_refuse
from p2p.erp.ledger_calls import json_of, next_number
from p2p.erp.ledger_entries import BOOKINGS, REVERSALS, posting_of
from p2p.erp.ledger_standing import stand_of, standing
from p2p.erp.requests import ChangeRequest, PaymentRequest
from p2p.locks import lock_name
from p2p.models import PaymentOrder, PaymentOrderChange
from p2p.payments.states import MOVES
from workflow.outcomes import Done


def plan(request: PaymentRequest, key: str, now: datetime) -> PaymentOrder:
    """A new order; the one that is there where a call with this key came before. Raises PaymentRefused."""
    # One at a time for each entry: whoever comes second finds the order of the first. By its name: who runs
    # the application may not lock rows that are never changed.
    lock_name(f"payment of {request.posting_reference}")
    entry = BOOKINGS.filter(reference=request.posting_reference).first()
    if entry is None:
        raise PaymentRefused(f"there is no posting {request.posting_reference} to pay")
    payable_or_refuse(posting_of(entry), request)
    if held := PaymentOrder.objects.filter(entry=entry).first():
        if held.key == key:
            return held
        raise PaymentRefused(f"posting {request.posting_reference} has its payment already")
    if REVERSALS.filter(reverses=entry).exists():
        raise PaymentRefused(f"posting {request.posting_reference} is reversed; nothing is owed for it")
    number = next_number(PaymentOrder._meta.db_table)
    return PaymentOrder.objects.create(
        id=number,
        key=key,
        reference=f"PAY-{number:06d}",
        entry=entry,
        amount=request.amount,
        currency=request.currency,
        pay_on=request.pay_on,
        account=json_of(request.account),
        details=json_of(request),
        ordered_at=now,
    )


def alter(request: ChangeRequest, key: str, now: datetime) -> PaymentOrderChange:
    """A new change; the one that is there where a call with this key came before. Raises ChangeRefused."""
    lock_name(f"change of {request.payment_reference}")
    if before := PaymentOrderChange.objects.filter(key=key).first():
        return before
    order = PaymentOrder.objects.filter(reference=request.payment_reference).first()
    if order is None:
        raise ChangeRefused(f"there is no payment {request.payment_reference} to {request.act}")
    stands = stand_of(order)
    changeable_or_refuse(payment_of(order), request, state=stands.state, pay_on=stands.pay_on, today=today(now))
    number = next_number(PaymentOrderChange._meta.db_table)
    return PaymentOrderChange.objects.create(
        id=number,
        key=key,
        reference=f"PC-{number:06d}",
        order=order,
        number=stands.changes + 1,
        state=MOVES[request.act].target,
        pay_on=request.pay_on if request.act == "release" else stands.pay_on,
        details=json_of(request),
        changed_at=now,
    )


def payment_of(order: PaymentOrder) -> PaymentRequest:
    """The request that an order was made for."""
    return msgspec.convert(order.details, PaymentRequest, strict=False)


def change_of(change: PaymentOrderChange) -> ChangeRequest:
    """The request that a change was made for."""
    return msgspec.convert(change.details, ChangeRequest, strict=False)


def scheduled(orders: Iterable[PaymentOrder]) -> list[Done]:
    """What the ledger tells of payment orders, as they stand now."""
    orders = list(orders)
    now = standing(orders)
    told = ("posting_reference", "vendor_code", "amount", "currency", "account")
    return [
        Done(
            order.reference,
            {
                "key": order.key,
                **{name: order.details[name] for name in told},
                "pay_on": now[order.pk].pay_on.isoformat(),
                "state": now[order.pk].state,
            },
        )
        for order in orders
    ]


def changed(change: PaymentOrderChange) -> Done:
    """What the ledger tells of a change."""
    told = ("act", "payment_reference", "vendor_code", "amount", "currency", "pay_on")
    return Done(change.reference, {"key": change.key, **{name: change.details[name] for name in told}})
