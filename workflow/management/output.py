"""What commands print: with --json one object a line on stdout and nothing else."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

USAGE = 2
NOT_ALLOWED = 3


class LinesCommand(BaseCommand):
    """A command that prints rows: as JSON lines, or as a table for people."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object per line, nothing else")

    def print_rows(self, rows: Iterable[Mapping[str, Any]], *, as_json: bool) -> None:
        """Print each row as it comes; a table has the columns of all rows, as processes may tell different things."""
        if as_json:
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        kept = list(rows)
        if not kept:
            self.stdout.write("Nothing to show.")
            return
        names = list(dict.fromkeys(name for row in kept for name in row))
        texts = [[_text(row.get(name)) for name in names] for row in kept]
        table = [[name.upper() for name in names], *texts]
        widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
        for line in table:
            cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def number(text: str, what: str) -> int:
    """An id as it is printed; a CommandError names what was expected."""
    if not text.isdecimal():
        raise CommandError(f"{text!r} is no {what} id: a number is expected.", returncode=USAGE)
    return int(text)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
