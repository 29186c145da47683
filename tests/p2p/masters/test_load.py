"""A folder of master data: all of it or nothing, as often as one likes."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from p2p.masters.faults import MasterDataRefused
from p2p.masters.load import NothingToImport, import_folder
from p2p.models import Company, GoodsReceipt, PurchaseOrder, PurchaseOrderLine, Vendor
from tests.p2p.conftest import NOW
from tests.p2p.masters.folder import COMPANY, ORDER, RECEIPT, SOUND, VENDOR, write
from workflow.models import Signal

pytestmark = pytest.mark.django_db


def brought_in(folder: Path) -> dict[str, tuple[int, int, int]]:
    reports = import_folder(folder, now=NOW).reports
    return {report.file: (report.created, report.updated, report.unchanged) for report in reports}


def signals() -> set[str]:
    heard = {key for signal in Signal.objects.all() for key in signal.keys}
    Signal.objects.all().delete()
    return heard


def test_everything_comes_in(tmp_path: Path) -> None:
    assert brought_in(write(tmp_path, SOUND)) == dict.fromkeys(SOUND, (1, 0, 0))
    assert Company.objects.values().get() == {
        "id": 1,
        "name": "Castle Buyer Ltd",
        "vat_id": "GB980780684",
        "country": "GB",
        "base_currency": "GBP",
        "timezone": "Europe/London",
    }
    vendor = Vendor.objects.get()
    assert (vendor.code, vendor.email_domains) == ("V1", ["thorn.example", "thorn.co.example"])
    assert (vendor.iban, vendor.sort_code, vendor.account_number) == ("GB29NWBK60161331926819", "601613", "31926819")
    line = PurchaseOrderLine.objects.select_related("order").get()
    assert (line.order.number, line.order.vendor_id, line.order.order_date) == ("PO-1", vendor.pk, date(2026, 2, 1))
    assert line.line_number == 1
    assert (line.quantity, line.unit_price, line.tax_rate) == (Decimal(10), Decimal("18.40"), Decimal(20))
    receipt = GoodsReceipt.objects.get()
    assert (receipt.number, receipt.line_id, receipt.quantity) == ("GRN-1", line.pk, 4)
    assert signals() == {"vendor", "vendor:V1", "order:1", "receipt:PO-1"}


def test_again_changes_nothing_and_wakes_nobody(tmp_path: Path) -> None:
    brought_in(write(tmp_path, SOUND))
    signals()
    assert brought_in(tmp_path) == dict.fromkeys(SOUND, (0, 0, 1))
    assert signals() == set()


@pytest.mark.parametrize(
    ("file", "row", "woken"),
    [
        ("company.csv", COMPANY | {"name": "Castle Buyer plc"}, set()),
        ("vendors.csv", VENDOR | {"status": "blocked"}, {"vendor", "vendor:V1"}),
        ("purchase_orders.csv", ORDER | {"requester_email": "bob@buyer.example"}, {"order:1"}),
        ("purchase_orders.csv", ORDER | {"unit_price": "18.41"}, {"order:1"}),
        ("goods_receipts.csv", RECEIPT | {"quantity": "10"}, {"receipt:PO-1"}),
    ],
)
def test_what_differs_is_updated_and_wakes_who_waited(
    tmp_path: Path, file: str, row: dict[str, str], woken: set[str]
) -> None:
    brought_in(write(tmp_path, SOUND))
    signals()
    brought_in(write(tmp_path, {file: [row]}))
    assert signals() == woken
    assert brought_in(tmp_path) == {file: (0, 0, 1)}


def test_nothing_is_ever_deleted(tmp_path: Path) -> None:
    brought_in(write(tmp_path, SOUND))
    brought_in(write(tmp_path, {"vendors.csv": [VENDOR | {"vendor_code": "V2"}]}))
    assert list(Vendor.objects.order_by("code").values_list("code", flat=True)) == ["V1", "V2"]
    assert PurchaseOrder.objects.count() == 1


def test_a_file_may_name_what_came_in_earlier(tmp_path: Path) -> None:
    brought_in(write(tmp_path, {"vendors.csv": [VENDOR]}))
    brought_in(write(tmp_path, {"purchase_orders.csv": [ORDER, ORDER | {"line_number": "2"}]}))
    brought_in(write(tmp_path, {"goods_receipts.csv": [RECEIPT | {"line_number": "2"}]}))
    assert GoodsReceipt.objects.get().line.line_number == 2


def refused(folder: Path) -> str:
    with pytest.raises(MasterDataRefused) as caught:
        import_folder(folder, now=NOW)
    return str(caught.value)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"vendors.csv": [VENDOR], "purchase_orders.csv": [ORDER | {"vendor_code": "V9"}]},
            (
                "purchase_orders.csv, line 2, column vendor_code: there is no vendor V9; "
                "add it to vendors.csv or correct the code. Nothing was imported."
            ),
        ),
        (
            {
                "vendors.csv": [VENDOR],
                "purchase_orders.csv": [ORDER],
                "goods_receipts.csv": [RECEIPT | {"line_number": "3"}],
            },
            (
                "goods_receipts.csv, line 2, column line_number: there is no line 3 of order PO-1; "
                "add it to purchase_orders.csv or correct the number. Nothing was imported."
            ),
        ),
        (
            {"vendors.csv": [VENDOR], "goods_receipts.csv": [RECEIPT]},
            (
                "goods_receipts.csv, line 2, column po_number: there is no line 1 of order PO-1; "
                "add it to purchase_orders.csv or correct the number. Nothing was imported."
            ),
        ),
        (
            {"vendors.csv": [VENDOR, VENDOR | {"vendor_code": "V2", "payment_terms": "soon"}]},
            (
                "vendors.csv, line 3, column payment_terms: payment terms 'soon' are not understood; write them like "
                "'net 30', '2/10 net 30' or 'eom 30'. Nothing was imported."
            ),
        ),
    ],
)
def test_one_fault_and_nothing_comes_in(tmp_path: Path, files: dict[str, Any], said: str) -> None:
    assert refused(write(tmp_path, files)) == said
    assert not Vendor.objects.exists()
    assert signals() == set()


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    said = refused(
        write(
            tmp_path,
            {"vendors.csv": [VENDOR | {"currency": "pounds"}], "goods_receipts.csv": [RECEIPT | {"quantity": "0"}]},
        )
    )
    assert "goods_receipts.csv, line 2, column quantity" in said
    assert "vendors.csv, line 2, column currency" in said


def test_many_faults_are_counted_not_listed(tmp_path: Path) -> None:
    assert refused(write(tmp_path, {"vendors.csv": [VENDOR | {"vendor_code": ""}] * 30})).endswith(
        "; and 20 more. Nothing was imported."
    )


def test_a_folder_without_master_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport, match=r"company\.csv"):
        import_folder(tmp_path / "nowhere", now=NOW)


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    lines = [ORDER | {"line_number": str(number)} for number in range(1, 301)]
    grown = [RECEIPT | {"line_number": str(number)} for number in range(1, 301)]
    many = SOUND | {"purchase_orders.csv": lines, "goods_receipts.csv": grown}
    with django_assert_max_num_queries(40):
        import_folder(write(tmp_path, many), now=NOW)
    assert GoodsReceipt.objects.count() == 300
