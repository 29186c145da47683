"""goods_receipts.csv: what arrived, a row per order line. A negative quantity is a return."""

from collections.abc import Iterable, Mapping

from p2p.masters import cells
from p2p.masters.faults import Fault
from p2p.masters.repeated import repeated
from p2p.masters.table import Columns, Table
from p2p.masters.upsert import Written, chunks, upsert
from p2p.models import GoodsReceipt, PurchaseOrderLine

FILE = "goods_receipts.csv"
COLUMNS: Columns = {
    "receipt_number": cells.text(64, required=True),
    "po_number": cells.text(64, required=True),
    "line_number": cells.whole,
    "received_date": cells.day,
    "quantity": cells.not_zero,
}

LineIds = Mapping[tuple[str, int], int]


def faults_between(table: Table) -> list[Fault]:
    """Receipts that stand twice."""
    return repeated(table, ("receipt_number", "po_number", "line_number"))


def locked_lines(po_numbers: Iterable[str]) -> dict[tuple[str, int], int]:
    """(PO number, line number) → id of every line of these orders, locked: a match that counts waits."""
    found: dict[tuple[str, int], int] = {}
    for some in chunks(sorted(set(po_numbers))):
        lines = PurchaseOrderLine.objects.filter(order__number__in=some).select_for_update(of=("self",))
        for number, line, pk in lines.order_by("pk").values_list("order__number", "line_number", "pk"):
            found[number, line] = pk
    return found


def unknown_lines(table: Table, line_ids: LineIds) -> list[Fault]:
    """Receipts against order lines that are neither in the database nor in the same import."""
    orders = {number for number, _ in line_ids}
    return [
        Fault(
            file=FILE,
            line=row.line,
            column="line_number" if row["po_number"] in orders else "po_number",
            what=f"there is no line {row['line_number']} of order {row['po_number']}; "
            "add it to purchase_orders.csv or correct the number",
        )
        for row in table.rows
        if (row["po_number"], row["line_number"]) not in line_ids
    ]


def write(table: Table, line_ids: LineIds) -> Written[GoodsReceipt]:
    """Insert or update the receipts, by receipt number and order line."""
    wanted = [
        GoodsReceipt(
            number=row["receipt_number"],
            line_id=line_ids[row["po_number"], row["line_number"]],
            received_date=row["received_date"],
            quantity=row["quantity"],
        )
        for row in table.rows
    ]
    wanted.sort(key=lambda receipt: (receipt.line_id, receipt.number))
    return upsert(
        wanted,
        existing=lambda some: GoodsReceipt.objects.filter(line_id__in={receipt.line_id for receipt in some}),
        key=lambda receipt: (receipt.number, receipt.line_id),
        fields=("received_date", "quantity"),
    )
