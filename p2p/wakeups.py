"""Tells waiting cases that master data has changed. The only place that makes the names of these signals.

Call each in the transaction of the change, once for all that changed with it.
"""

from collections.abc import Iterable
from datetime import datetime

from p2p.numbers import order_key
from workflow import engine

ANY_VENDOR = "vendor"


def vendor_signal(code: str) -> str:
    """What a case waits for that needs a change of this vendor."""
    return f"vendor:{code}"


def order_signal(number: str) -> str:
    """What a case waits for that needs this purchase order, however the number is written."""
    return f"order:{order_key(number)}"


def receipt_signal(po_number: str) -> str:
    """What a case waits for that needs goods of this purchase order."""
    return f"receipt:{po_number}"


def vendor_changed(*codes: str, now: datetime) -> None:
    """Vendors were added or changed: cases that wait for them, or for any new one, look again."""
    _emit((ANY_VENDOR, *map(vendor_signal, codes)) if codes else (), now)


def order_changed(*numbers: str, now: datetime) -> None:
    """Purchase orders were added or changed."""
    _emit(map(order_signal, numbers), now)


def receipt_booked(*po_numbers: str, now: datetime) -> None:
    """Goods receipts were booked for these purchase orders."""
    _emit(map(receipt_signal, po_numbers), now)


def _emit(keys: Iterable[str], now: datetime) -> None:
    if keys := tuple(keys):
        engine.emit(keys, now=now)
