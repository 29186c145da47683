"""Documents with labels for measuring a reader: `manage.py score_reading DIR` reads what this writes."""

import json
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from samples.company import Vendor
from samples.desk import Desk
from samples.documents import Document, as_scan
from samples.layouts import layout_named
from samples.masters import masters
from samples.stream import SCANS, Load, clean_pdf
from samples.vendors import VENDORS

NAME = "labels.json"
TEXT, SCAN = "text-pdf", "scan"


def labelled_documents(out_dir: Path, load: Load, today: date, seed: int = 1) -> Path:
    """Write so many documents, the vendors' layouts in turn, and `labels.json`; return the latter.

    The same arguments give the same bytes. `masters/*.csv` hold the orders that the documents name.
    """
    records = []
    with masters(out_dir / "masters", VENDORS) as books:
        desk = Desk(today, Random(seed), books, load.after_number)  # noqa: S311 -- samples
        for number, vendor in zip(range(1, load.count + 1), cycle(VENDORS), strict=False):
            document = clean_pdf(desk, vendor)
            scanned = desk.random.random() < load.scanned_share
            if scanned:
                document = as_scan(document, desk.random.choice(SCANS), desk.random)
            file = f"{number:04d}-{vendor.layout}{Path(document.file.name).suffix}"
            (out_dir / file).write_bytes(document.file.content)
            records.append(_label(file, SCAN if scanned else TEXT, vendor, document))
    labels = out_dir / NAME
    labels.write_text(f"{json.dumps(records, indent=1, ensure_ascii=False)}\n", encoding="utf-8")
    return labels


def _label(file: str, route: str, vendor: Vendor, document: Document) -> dict[str, Any]:
    return {
        "file": file,
        "route": route,
        "language": layout_named(vendor.layout).language,
        "labels": dict(document.truth.fields),
        "not_printed": [],
        "partial": False,
        "line_count": len(document.truth.lines),
        "lines": [dict(line) for line in document.truth.lines],
    }
