"""Talks to the product as any program outside does: by its commands and the JSON lines that they print."""

import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

Story = dict[str, Any]


def _lines(command: str, *arguments: str | Path) -> list[dict[str, Any]]:
    printed = StringIO()
    call_command(command, *map(str, arguments), stdout=printed)
    return [json.loads(line) for line in printed.getvalue().splitlines()]


def import_masters(folder: Path) -> None:
    """Raises CommandError where the files are refused."""
    _lines("import_masters", folder)


def receive_mail(file: Path) -> dict[str, Any]:
    """What became of one mail (docs/contracts/receive_mail.schema.json)."""
    (line,) = _lines("receive_mail", file)
    return line


def cases() -> dict[str, dict[str, Any]]:
    """All cases by id (docs/contracts/cases.schema.json)."""
    return {row["id"]: row for row in _lines("cases", "--json")}


def stories(ids: Iterable[str]) -> dict[str, Story]:
    """The full stories of these cases (docs/contracts/show_case.schema.json)."""
    return {case: _lines("show_case", case, "--json")[0] for case in ids}
