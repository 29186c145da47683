"""The fields of a case with their sources, as JSON values and as a table for a spreadsheet. Pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from workflow.papers import Shown

_COLUMNS = ("name", "label", "value", "source", "confidence", "paper", "page", "box", "why", "runner_up")
# A spreadsheet takes a cell that begins with one of these (also in their full-width forms) for a formula.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_rows(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Each field with all that is known of it."""
    return [asdict(field) for field in shown]


def as_csv(shown: Sequence[Shown]) -> bytes:
    """The same as CSV, which a spreadsheet opens without running anything."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for field in as_rows(shown):
        writer.writerow([cell(field[name]) for name in _COLUMNS])
    # With a mark that it is UTF-8: spreadsheets guess otherwise.
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def cell(value: Any) -> str:
    """The value as a cell; a text that would be a formula has an apostrophe before it."""
    if value is None:
        return ""
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.lstrip(" \0").startswith(_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
