"""purchase_orders.csv: a row per order line; what concerns the whole order is repeated on each."""

from collections.abc import Mapping

from p2p.masters import cells
from p2p.masters.faults import Fault
from p2p.masters.repeated import repeated
from p2p.masters.table import Columns, Row, Table
from p2p.masters.upsert import Written, upsert
from p2p.models import PurchaseOrder, PurchaseOrderLine

FILE = "purchase_orders.csv"
COLUMNS: Columns = {
    "po_number": cells.text(64, required=True),
    "vendor_code": cells.text(32, required=True),
    "order_date": cells.day,
    "currency": cells.currency,
    "requester_email": cells.email,
    "line_number": cells.whole,
    "sku": cells.text(64),
    "description": cells.text(500),
    "quantity": cells.positive,
    "unit": cells.text(16),
    "unit_price": cells.not_negative,
    "tax_rate": cells.percent,
    "gl_account": cells.text(32, required=True),
    "cost_centre": cells.text(32),
}
_OF_THE_ORDER = ("vendor_code", "order_date", "currency", "requester_email")
_OF_THE_LINE = ("sku", "description", "quantity", "unit", "unit_price", "tax_rate", "gl_account", "cost_centre")


def faults_between(table: Table) -> list[Fault]:
    """Lines that stand twice, and lines of one order that disagree about the order."""
    faults = repeated(table, ("po_number", "line_number"))
    first: dict[str, Row] = {}
    for row in table.rows:
        head = first.setdefault(row["po_number"], row)
        faults += [
            Fault(
                file=FILE,
                line=row.line,
                column=column,
                what=f"{row[column]} differs from {head[column]} in line {head.line}, the same order; make them agree",
            )
            for column in _OF_THE_ORDER
            if row[column] != head[column]
        ]
    return faults


def unknown_vendors(table: Table, vendor_ids: Mapping[str, int]) -> list[Fault]:
    """Orders of vendors that are neither in the database nor in the same import."""
    return [
        Fault(
            file=FILE,
            line=row.line,
            column="vendor_code",
            what=f"there is no vendor {row['vendor_code']}; add it to vendors.csv or correct the code",
        )
        for row in table.rows
        if row["vendor_code"] not in vendor_ids
    ]


def write_orders(table: Table, vendor_ids: Mapping[str, int]) -> Written[PurchaseOrder]:
    """Insert or update the orders themselves, by number."""
    heads = {row["po_number"]: row for row in reversed(table.rows)}
    wanted = [
        PurchaseOrder(
            number=number,
            vendor_id=vendor_ids[row["vendor_code"]],
            order_date=row["order_date"],
            currency=row["currency"],
            requester_email=row["requester_email"],
        )
        for number, row in sorted(heads.items())
    ]
    return upsert(
        wanted,
        existing=lambda some: PurchaseOrder.objects.filter(number__in=[order.number for order in some]),
        key=lambda order: order.number,
        fields=("vendor_id", "order_date", "currency", "requester_email"),
    )


def write_lines(table: Table, order_ids: Mapping[str, int]) -> Written[PurchaseOrderLine]:
    """Insert or update the lines, by order and line number."""
    wanted = [
        PurchaseOrderLine(
            order_id=order_ids[row["po_number"]],
            line_number=row["line_number"],
            **{field: row[field] for field in _OF_THE_LINE},
        )
        for row in table.rows
    ]
    wanted.sort(key=lambda line: (line.order_id, line.line_number))
    return upsert(
        wanted,
        existing=lambda some: PurchaseOrderLine.objects.filter(order_id__in={line.order_id for line in some}),
        key=lambda line: (line.order_id, line.line_number),
        fields=_OF_THE_LINE,
    )
