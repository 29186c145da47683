"""`manage.py read_document FILE … [--json]`: what the reader makes of files, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from p2p.formats import sandbox
from p2p.formats.reading import Reading
from p2p.formats.refusals import SENTENCES
from p2p.formats.spell import as_json


class Command(BaseCommand):
    help = "Read documents and show their fields; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--images", metavar="DIR", help="keep page images and word boxes in DIR/<n>")

    def handle(self, *args: Any, **options: Any) -> None:
        for number, file in enumerate(options["files"], start=1):
            images = Path(options["images"]) / str(number) if options["images"] else None
            reading = _read(Path(file), images)
            if options["json"]:
                self.stdout.write(json.dumps(as_json(file, reading), ensure_ascii=False))
            else:
                self.stdout.write(_table(file, reading))
            self.stdout.flush()


def _read(path: Path, images: Path | None) -> Reading:
    """The reading; a failure of the machine is told in the same place as a fault of the document."""
    if not path.is_file():
        return Reading(format=None, error=SENTENCES["missing"], error_code="missing")
    try:
        return sandbox.read(path, images_dir=images)
    except sandbox.ReadingFailed as failure:
        return Reading(format=None, error=str(failure), error_code=failure.code)


def _table(file: str, reading: Reading) -> str:
    lines = [f"{file}: {reading.format or '-'}, {len(reading.pages)} page(s)"]
    if reading.error:
        return "\n".join([*lines, f"  {reading.error}", ""])
    for name, field in reading.fields.items():
        place = f"p{field.page}" if field.page else ""
        lines.append(f"  {name:16} {field.value or '-':32} {field.confidence:4.2f} {place:4} {field.why}")
    for item in reading.lines:
        shown = (item.sku, item.description, item.quantity, item.unit, item.unit_price, item.net, item.tax_rate)
        lines.append("    " + " | ".join(value or "-" for value in shown))
    lines += [f"  {note}" for note in reading.notes]
    return "\n".join([*lines, ""])
