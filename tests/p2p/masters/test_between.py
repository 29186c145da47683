"""Rows that are sound alone and wrong together."""

from types import ModuleType

import pytest

from p2p.masters import company, orders, receipts, vendors
from p2p.masters.table import read_table
from tests.p2p.masters.folder import COMPANY, ORDER, RECEIPT, VENDOR, csv


def said(kind: ModuleType, *rows: dict[str, str]) -> list[str]:
    table = read_table(kind.FILE, csv(rows).encode(), kind.COLUMNS)
    assert table.faults == ()
    return [str(fault) for fault in kind.faults_between(table)]


@pytest.mark.parametrize(("kind", "row"), [(company, COMPANY), (vendors, VENDOR), (orders, ORDER), (receipts, RECEIPT)])
def test_a_sound_row_is_sound(kind: ModuleType, row: dict[str, str]) -> None:
    assert said(kind, row) == []


@pytest.mark.parametrize(
    ("kind", "rows", "fault"),
    [
        (company, (COMPANY, COMPANY), "company.csv, line 3: there is one company; delete the other rows"),
        (
            vendors,
            (VENDOR, VENDOR | {"name": "Other"}),
            "vendors.csv, line 3, column vendor_code: V1 stands already in line 2; delete one of the two",
        ),
        (
            orders,
            (ORDER, ORDER),
            "purchase_orders.csv, line 3, column line_number: PO-1 1 stands already in line 2; delete one of the two",
        ),
        (
            orders,
            (ORDER, ORDER | {"line_number": "2", "currency": "EUR"}),
            (
                "purchase_orders.csv, line 3, column currency: EUR differs from GBP in line 2, the same order; "
                "make them agree"
            ),
        ),
        (
            receipts,
            (RECEIPT, RECEIPT | {"quantity": "5"}),
            (
                "goods_receipts.csv, line 3, column line_number: GRN-1 PO-1 1 stands already in line 2; "
                "delete one of the two"
            ),
        ),
    ],
)
def test_rows_that_contradict_each_other(kind: ModuleType, rows: tuple[dict[str, str], ...], fault: str) -> None:
    assert said(kind, *rows) == [fault]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"account_number": "31926818"}, "iban"),
        ({"sort_code": "60-16-14"}, "iban"),
        ({"account_number": ""}, "account_number"),
        ({"iban": "", "sort_code": ""}, "sort_code"),
        ({"iban": "", "account_number": "1234567"}, "account_number"),
    ],
)
def test_a_bank_account_that_contradicts_itself_is_refused(change: dict[str, str], column: str) -> None:
    (fault,) = said(vendors, VENDOR | change)
    assert fault.startswith(f"vendors.csv, line 2, column {column}: ")


@pytest.mark.parametrize(
    "change",
    [
        {"iban": ""},
        {"sort_code": "", "account_number": ""},
        {"iban": "", "sort_code": "", "account_number": ""},
        {"iban": "DE89370400440532013000", "sort_code": "", "account_number": "0532013000", "country": "DE"},
    ],
)
def test_one_way_to_name_the_account_is_enough(change: dict[str, str]) -> None:
    assert said(vendors, VENDOR | change) == []


@pytest.mark.parametrize(
    ("vat_id", "warned"), [("GB980780684", 0), ("GB980780685", 1), ("DE136695976", 0), ("DE136695977", 1), ("", 0)]
)
def test_wrong_check_digits_of_a_vat_number_are_a_warning(vat_id: str, warned: int) -> None:
    row = VENDOR | {"vat_id": vat_id}
    table = read_table(vendors.FILE, csv([row]).encode(), vendors.COLUMNS)
    assert len(vendors.warnings(table)) == warned
