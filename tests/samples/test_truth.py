"""The figures of an invoice add up, and its truth names exactly what is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from samples.company import Vendor
from samples.truth import FIELDS, LINE_FIELDS, TaxRow, printed
from samples.vendors import GREENHOLM, MERROW, VENDORS
from tests.samples.orders import invoice_of


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.code)
def test_totals_add_up(vendor: Vendor) -> None:
    invoice = invoice_of(vendor)
    assert invoice.net == sum(line.quantity * line.unit_price for line in invoice.lines)
    assert invoice.net + invoice.tax == invoice.gross
    assert sum(row.net for row in invoice.tax_rows) == invoice.net


def test_tax_is_rounded_once_per_rate_highest_rate_first() -> None:
    invoice = invoice_of(GREENHOLM)
    assert invoice.tax_rows == (
        TaxRow(Decimal(20), Decimal("66.00"), Decimal("13.20")),
        TaxRow(Decimal(5), Decimal("2.46"), Decimal("0.12")),
    )


def test_a_stated_total_replaces_the_sum() -> None:
    invoice = replace(invoice_of(MERROW), stated_gross=Decimal("999.99"))
    assert invoice.gross == Decimal("999.99")


def test_printed_gives_every_name_and_null_for_what_is_not_printed() -> None:
    truth = printed(invoice_of(MERROW, items=1), {"net", "seller_vat_id", "sort_code"}, {"sku", "quantity"})
    values = {"net": "42.60", "seller_vat_id": MERROW.party.vat_id, "sort_code": "107999"}
    assert truth.fields == {name: values.get(name) for name in FIELDS}
    assert truth.lines == ({name: {"sku": "COF-ESP1", "quantity": "3"}.get(name) for name in LINE_FIELDS},)
