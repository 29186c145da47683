"""Brings a folder of master data into the database: all of it or nothing, and as often as one likes."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import connection, transaction

from p2p import wakeups
from p2p.masters import company, orders, receipts, vendors
from p2p.masters.faults import Fault, MasterDataRefused
from p2p.masters.table import Table, read_table
from p2p.masters.upsert import Written, chunks
from p2p.models import Vendor

KINDS: tuple[ModuleType, ...] = (company, vendors, orders, receipts)
# One import at a time: two would find the same rows missing. Any number that nothing else locks.
_ONE_AT_A_TIME = 0x70327031


class NothingToImport(Exception):
    """The folder holds no master data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """How many of a file's rows were new, different, or as they were."""

    file: str
    rows: int
    created: int
    updated: int
    unchanged: int

    def as_line(self) -> dict[str, Any]:
        """The line that `import_masters` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in, file by file, and what somebody should look up."""

    reports: tuple[FileReport, ...]
    warnings: tuple[Fault, ...]


def import_folder(folder: Path, *, now: datetime) -> Imported:
    """Import whichever of the four files lie in the folder, and wake the cases that waited for what came.

    Raises NothingToImport, or MasterDataRefused with every fault that was found; then nothing has changed.
    """
    tables = _read(folder)
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        reports = [write(tables[kind], now) for kind, write in _WRITERS.items() if kind in tables]
    warnings = vendors.warnings(tables[vendors]) if vendors in tables else []
    return Imported(tuple(reports), tuple(warnings))


def _read(folder: Path) -> dict[ModuleType, Table]:
    """The tables of the files that are there, once each of them is sound in itself."""
    tables: dict[ModuleType, Table] = {}
    for kind in KINDS:
        try:
            content = (folder / kind.FILE).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise NothingToImport(f"{folder / kind.FILE} can't be read: {error.strerror}.") from error
        tables[kind] = read_table(kind.FILE, content, kind.COLUMNS)
    if not tables:
        names = ", ".join(kind.FILE for kind in KINDS)
        raise NothingToImport(f"{folder} holds none of {names}. Name the folder that has them.")
    _refuse([fault for kind, table in tables.items() for fault in (*table.faults, *kind.faults_between(table))])
    return tables


def _refuse(faults: Iterable[Fault]) -> None:
    if found := sorted(faults, key=lambda fault: (fault.file, fault.line)):
        raise MasterDataRefused(found)


def _write_company(table: Table, now: datetime) -> FileReport:
    return _report(table, company.write(table))


def _write_vendors(table: Table, now: datetime) -> FileReport:
    written = vendors.write(table)
    _tell(wakeups.vendor_changed, (vendor.code for vendor in written.changed), now)
    return _report(table, written)


def _write_orders(table: Table, now: datetime) -> FileReport:
    vendor_ids = dict(Vendor.objects.values_list("code", "pk"))
    _refuse(orders.unknown_vendors(table, vendor_ids))
    heads = orders.write_orders(table, vendor_ids)
    order_ids = {order.number: order.pk for order in heads.all}
    lines = orders.write_lines(table, order_ids)
    touched = {order.pk for order in heads.changed} | {line.order_id for line in lines.changed}
    _tell(wakeups.order_changed, (number for number, pk in order_ids.items() if pk in touched), now)
    return _report(table, lines)


def _write_receipts(table: Table, now: datetime) -> FileReport:
    line_ids = receipts.locked_lines(row["po_number"] for row in table.rows)
    _refuse(receipts.unknown_lines(table, line_ids))
    written = receipts.write(table, line_ids)
    order_of = {pk: number for (number, _), pk in line_ids.items()}
    _tell(wakeups.receipt_booked, (order_of[receipt.line_id] for receipt in written.changed), now)
    return _report(table, written)


# In this order: an order names its vendor, a receipt its order line.
_WRITERS: dict[ModuleType, Callable[[Table, datetime], FileReport]] = {
    company: _write_company,
    vendors: _write_vendors,
    orders: _write_orders,
    receipts: _write_receipts,
}


def _tell(changed: Callable[..., None], names: Iterable[str], now: datetime) -> None:
    for some in chunks(sorted(set(names))):
        changed(*some, now=now)


def _report(table: Table, written: Written[Any]) -> FileReport:
    return FileReport(
        file=table.file,
        rows=len(table.rows),
        created=len(written.created),
        updated=len(written.updated),
        unchanged=len(written.unchanged),
    )
