"""Clean mails in any number, for load tests: each with an order and a receipt of its own.

Everything is written as it comes, so a hundred thousand mails need no more memory than ten.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from samples.company import BASE_CURRENCY, Vendor
from samples.desk import Desk, Want, expected
from samples.documents import Document, as_pdf, as_scan
from samples.manifest import Sample, sample_of, sample_record
from samples.masters import masters
from samples.scan import Kind
from samples.truth import to_pence
from samples.vendors import VENDORS

NAME = "manifest.jsonl"
DIGITAL, SCANNED = "A clean digital invoice", "A clean scan"
BEFORE_FIRST_NUMBER = 200_000
SCANS: tuple[Kind, ...] = ("pdf", "jpeg", "fax")

# Every line is kept under this, so that three of them with 20 % VAT stay under £500.
MOST_PER_LINE = Decimal(120)
HOME_VENDORS = tuple(vendor for vendor in VENDORS if vendor.currency == BASE_CURRENCY)


@dataclass(frozen=True, slots=True)
class Load:
    """How many mails, what share of them scanned (0 to 1), and after which number their orders start.

    Two loads for one database need different `after_number`s: order, receipt and invoice numbers count from it.
    Raises ValueError for a count below 1 or a share outside 0 to 1.
    """

    count: int
    scanned_share: float = 0.3
    after_number: int = BEFORE_FIRST_NUMBER

    def __post_init__(self) -> None:
        if self.count < 1 or not 0 <= self.scanned_share <= 1:
            raise ValueError("Ask for at least one document, and for a scanned share from 0 to 1.")


def stream(out_dir: Path, load: Load, today: date, seed: int = 1) -> Path:
    """Write `mails/NNNNNN.eml`, `masters/*.csv` and `manifest.jsonl` (one sample a line); return the last.

    The same arguments give the same bytes.
    """
    mails, manifest = out_dir / "mails", out_dir / NAME
    mails.mkdir(parents=True, exist_ok=True)
    with masters(out_dir / "masters", VENDORS) as books, manifest.open("w", encoding="utf-8") as records:
        desk = Desk(today, Random(seed), books, load.after_number)  # noqa: S311 -- samples, no secrets
        for number in range(1, load.count + 1):
            file = f"{number:06d}.eml"
            mail, sample = _clean_mail(desk, file, load.scanned_share)
            (mails / file).write_bytes(mail)
            records.write(f"{json.dumps(sample_record(sample), ensure_ascii=False)}\n")
    return manifest


def read_stream(folder: Path) -> Iterator[Sample]:
    """The samples of a folder that `stream` wrote, one after the other."""
    with (folder / NAME).open(encoding="utf-8") as records:
        for record in records:
            yield sample_of(json.loads(record))


def clean_pdf(desk: Desk, vendor: Vendor) -> Document:
    """An invoice of some of the vendor's items, with its order and receipt, as PDF."""
    return as_pdf(desk.bill(desk.order(vendor, _wants(desk.random, vendor))), vendor.layout)


def _clean_mail(desk: Desk, file: str, scanned_share: float) -> tuple[bytes, Sample]:
    vendor = desk.random.choice(HOME_VENDORS)
    document = clean_pdf(desk, vendor)
    if scanned := desk.random.random() < scanned_share:
        document = as_scan(document, desk.random.choice(SCANS), desk.random)
    title = SCANNED if scanned else DIGITAL
    return desk.send(desk.letter(vendor, [document])), Sample(file, title, (expected(vendor, document),))


def _wants(random: Random, vendor: Vendor) -> tuple[Want, ...]:
    """One to three items at prices of their own, so that hardly two invoices have the same total."""
    items = random.sample(vendor.items, random.randint(1, min(3, len(vendor.items))))
    wants = []
    for item in items:
        price = to_pence(item.price * Decimal(random.randint(80, 99)) / 100)
        price = min(price, MOST_PER_LINE)
        wants.append(Want(item.sku, random.randint(1, max(1, int(MOST_PER_LINE // price))), price))
    return tuple(wants)
