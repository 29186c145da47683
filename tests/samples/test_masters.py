"""The master data of the demo set is consistent, and clean invoices satisfy every rule against it."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from samples import masters
from samples.manifest import Expected, read_manifest

HEADERS = {
    "company.csv": masters.COMPANY,
    "vendors.csv": masters.VENDORS,
    "purchase_orders.csv": masters.ORDERS,
    "goods_receipts.csv": masters.RECEIPTS,
}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def received(*folders: Path) -> Counter[tuple[str, str]]:
    total: Counter[tuple[str, str]] = Counter()
    for folder in folders:
        for row in rows(folder, "goods_receipts.csv"):
            total[row["po_number"], row["line_number"]] += int(row["quantity"])
    return total


@pytest.mark.parametrize("name", HEADERS)
def test_headers_are_the_contract(demo: Path, name: str) -> None:
    header = (demo / "masters" / name).read_text(encoding="utf-8").splitlines()[0]
    assert tuple(header.split(",")) == HEADERS[name]


def test_every_order_has_its_vendor_and_its_currency(demo: Path) -> None:
    currencies = {row["vendor_code"]: row["currency"] for row in rows(demo / "masters", "vendors.csv")}
    orders = rows(demo / "masters", "purchase_orders.csv")
    assert len(currencies) >= 8
    assert [row["po_number"] for row in orders if currencies.get(row["vendor_code"]) != row["currency"]] == []


def test_receipts_are_full_partial_and_none_and_never_too_many(demo: Path) -> None:
    ordered = {
        (row["po_number"], row["line_number"]): int(row["quantity"])
        for row in rows(demo / "masters", "purchase_orders.csv")
    }
    arrived = received(demo / "masters")
    assert set(arrived) <= set(ordered)
    kinds = Counter((arrived[key] > 0) + (arrived[key] == quantity) for key, quantity in ordered.items())
    assert kinds[0] == kinds[1] == 1
    assert all(arrived[key] <= quantity for key, quantity in ordered.items())


def test_what_comes_later_completes_every_order(demo: Path) -> None:
    ordered = {
        (row["po_number"], row["line_number"]): int(row["quantity"])
        for folder in ("masters", "masters-later")
        for row in rows(demo / folder, "purchase_orders.csv")
    }
    assert received(demo / "masters", demo / "masters-later") == ordered


def clean_cases(demo: Path) -> list[Expected]:
    cases = [case for email in read_manifest(demo).emails for case in email.cases]
    return [case for case in cases if case.state == "completed" and case.truth.fields["document_type"] == "invoice"]


def test_a_clean_invoice_satisfies_every_rule(demo: Path) -> None:
    vendors = {row["vendor_code"]: row for row in rows(demo / "masters", "vendors.csv")}
    orders = rows(demo / "masters", "purchase_orders.csv")
    arrived = received(demo / "masters")
    for case in clean_cases(demo):
        fields = case.truth.fields
        vendor = vendors[str(case.vendor)]
        lines = [row for row in orders if row["po_number"] == fields["po_number"]]
        assert {row["vendor_code"] for row in lines} == {case.vendor}
        assert [Decimal(row["unit_price"]) for row in lines] == [
            Decimal(x["unit_price"] or 0) for x in case.truth.lines
        ]
        assert [arrived[row["po_number"], row["line_number"]] for row in lines] == [
            int(line["quantity"] or 0) for line in case.truth.lines
        ]
        assert Decimal(fields["net"] or 0) + Decimal(fields["tax"] or 0) == Decimal(fields["gross"] or 0)
        assert case.gross is not None
        assert Decimal(fields["gross"] or 0) == case.gross
        assert case.gross < 500
        for account in ("iban", "sort_code", "account_number"):
            assert fields[account] in {None, vendor[account]}
