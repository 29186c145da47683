"""company.csv: the buyer, one row."""

from p2p.masters import cells
from p2p.masters.faults import Fault
from p2p.masters.table import Columns, Table
from p2p.masters.upsert import Written, upsert
from p2p.models import Company

FILE = "company.csv"
COLUMNS: Columns = {
    "name": cells.text(200, required=True),
    "vat_id": cells.tax_id,
    "country": cells.country,
    "base_currency": cells.currency,
    "timezone": cells.timezone,
}


def faults_between(table: Table) -> list[Fault]:
    """There is one company."""
    return [
        Fault(file=FILE, line=row.line, what="there is one company; delete the other rows") for row in table.rows[1:]
    ]


def write(table: Table) -> Written[Company]:
    """Insert or update the company."""
    wanted = [Company(id=1, **row.values) for row in table.rows]
    return upsert(
        wanted, existing=lambda _: Company.objects.filter(id=1), key=lambda company: company.id, fields=[*COLUMNS]
    )
