"""Finds rows that stand twice in a file: which of them should count, nobody can say. Pure."""

from collections.abc import Sequence

from p2p.masters.faults import Fault
from p2p.masters.table import Table


def repeated(table: Table, columns: Sequence[str]) -> list[Fault]:
    """A fault for each row whose values in these columns another row has before it."""
    first: dict[tuple[object, ...], int] = {}
    faults: list[Fault] = []
    for row in table.rows:
        key = tuple(row[column] for column in columns)
        line = first.setdefault(key, row.line)
        if line != row.line:
            named = " ".join(str(part) for part in key)
            what = f"{named} stands already in line {line}; delete one of the two"
            faults.append(Fault(file=table.file, line=row.line, column=columns[-1], what=what))
    return faults
