"""Master data as the CSV files that `manage.py import_masters DIR` reads.

Orders are written as they come, so that a hundred thousand of them need no memory.
"""

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from samples.company import BASE_CURRENCY, BUYER, TIMEZONE, Order, Vendor

COMPANY = ("name", "vat_id", "country", "base_currency", "timezone")
VENDORS = (
    "vendor_code",
    "name",
    "vat_id",
    "company_number",
    "email_domains",
    "currency",
    "payment_terms",
    "iban",
    "sort_code",
    "account_number",
    "country",
    "status",
)
ORDERS = (
    "po_number",
    "vendor_code",
    "order_date",
    "currency",
    "requester_email",
    "line_number",
    "sku",
    "description",
    "quantity",
    "unit",
    "unit_price",
    "tax_rate",
    "gl_account",
    "cost_centre",
)
RECEIPTS = ("receipt_number", "po_number", "line_number", "received_date", "quantity")


class Rows(Protocol):
    """What is asked of a `csv.writer`."""

    def writerow(self, row: tuple[str, ...], /) -> object: ...

    def writerows(self, rows: Iterable[tuple[str, ...]], /) -> object: ...


class Masters:
    """Open CSV files of one masters folder; add orders and what was received of them."""

    def __init__(self, orders: Rows, receipts: Rows) -> None:
        self._orders = orders
        self._receipts = receipts

    def add(self, order: Order) -> None:
        self._orders.writerows(_order_rows(order))
        self._receipts.writerows(_receipt_rows(order))

    def add_missing(self, order: Order, day: date) -> None:
        """Receive, on that day, what was still missing of an order that was written elsewhere."""
        rest = tuple(replace(line, received=line.quantity - line.received) for line in order.lines)
        self._receipts.writerows(_receipt_rows(replace(order, lines=rest, received_on=day), "-2"))


@contextmanager
def masters(folder: Path, vendors: Iterable[Vendor], *, company: bool = True) -> Iterator[Masters]:
    """Write company.csv and vendors.csv into `folder`, and keep the other two open for adding."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:

        def opened(name: str, header: tuple[str, ...]) -> Rows:
            file = files.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            return writer

        if company:
            opened("company.csv", COMPANY).writerow((BUYER.name, BUYER.vat_id, BUYER.country, BASE_CURRENCY, TIMEZONE))
        opened("vendors.csv", VENDORS).writerows(map(_vendor_row, vendors))
        yield Masters(opened("purchase_orders.csv", ORDERS), opened("goods_receipts.csv", RECEIPTS))


def _vendor_row(vendor: Vendor) -> tuple[str, ...]:
    return (
        vendor.code,
        vendor.party.name,
        vendor.party.vat_id,
        vendor.party.company_number,
        vendor.domain,
        vendor.currency,
        vendor.terms,
        vendor.bank.iban,
        vendor.bank.sort_code,
        vendor.bank.account_number,
        vendor.party.country,
        vendor.status,
    )


def _order_rows(order: Order) -> Iterator[tuple[str, ...]]:
    for line in order.lines:
        yield (
            order.number,
            order.vendor.code,
            order.ordered_on.isoformat(),
            order.vendor.currency,
            order.requester,
            str(line.number),
            line.item.sku,
            line.item.description,
            str(line.quantity),
            line.item.unit,
            str(line.item.price),
            str(line.item.rate),
            line.item.gl_account,
            line.item.cost_centre,
        )


def _receipt_rows(order: Order, suffix: str = "") -> Iterator[tuple[str, ...]]:
    """One goods receipt over all lines of which something has arrived; none where nothing has."""
    receipt = f"GRN-{order.number.removeprefix('PO-')}{suffix}"
    for line in order.lines:
        if line.received:
            yield (
                receipt,
                order.number,
                str(line.number),
                order.received_on.isoformat(),
                str(line.received),
            )
