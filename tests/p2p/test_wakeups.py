from datetime import UTC, datetime

import pytest

from p2p.wakeups import order_changed, receipt_booked, vendor_changed
from workflow.models import Signal

NOW = datetime(2026, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def keys() -> list[list[str]]:
    return [sorted(signal.keys) for signal in Signal.objects.order_by("id")]


def test_a_changed_vendor_is_heard_by_name_and_by_any() -> None:
    vendor_changed("V1", "V2", now=NOW)
    assert keys() == [["vendor", "vendor:V1", "vendor:V2"]]


def test_an_order_is_heard_however_it_is_written() -> None:
    order_changed("PO-07001", "po 7001", now=NOW)
    assert keys() == [["order:7001"]]


def test_a_receipt_is_heard_by_its_order() -> None:
    receipt_booked("PO-7001", now=NOW)
    assert keys() == [["receipt:PO-7001"]]


def test_nothing_changed_is_no_signal() -> None:
    vendor_changed(now=NOW)
    order_changed(now=NOW)
    receipt_booked(now=NOW)
    assert keys() == []
