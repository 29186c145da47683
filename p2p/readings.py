"""Readings of stored documents: each file is read once by each release of the reader.

The reading lies beside the page images that were made with it, under the document's hash. Both come from the
document and can be made again.
"""

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils.module_loading import import_string

from p2p import formats, store
from p2p.formats import sandbox
from p2p.formats.known import Known, KnownVendor
from p2p.formats.pages_read import WORDS_FILE
from p2p.formats.reading import Reading
from p2p.models import Company, PurchaseOrder, Vendor
from workflow.outcomes import Retryable

# What the reader is told of the master data: enough to help, little enough to be handed to a child process.
KNOWN_VENDORS = 5_000
KNOWN_ORDERS = 2_000


class DocumentNotRead(Retryable):
    """Reading the document failed this time."""


# What a clerk is told. What the child said stands in the traceback.
_SENTENCES = {"crashed": "The program that reads documents crashed on this one."}


def reading_of(sha256: str) -> Reading:
    """The reading of a stored file. Raises DocumentNotRead when the reader ran out of time or memory."""
    pages = store.pages_dir(sha256)
    kept = pages / f"reading-{reader_version()}.json"
    if earlier := _kept(kept):
        return earlier
    read = import_string(settings.P2P_READER)
    try:
        reading: Reading = read(store.path_of(sha256), images_dir=pages, known=known())
    except sandbox.ReadingFailed as error:
        raise DocumentNotRead(_SENTENCES.get(error.code, str(error))) from error
    _keep(kept, reading)
    return reading


@cache
def reader_version() -> str:
    """Changes whenever the reader's code or its word lists do."""
    digest = hashlib.sha256()
    for file in sorted(Path(formats.__file__).parent.rglob("*")):
        if file.suffix in (".py", ".toml"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def known() -> Known:
    """The master data as far as it helps to tell one candidate on the page from another."""
    company = Company.objects.first()
    vendors = Vendor.objects.order_by("id").values_list("code", "name", "vat_id", "iban")[:KNOWN_VENDORS]
    orders = PurchaseOrder.objects.order_by("-order_date", "-id").values_list("number", flat=True)
    return Known(
        buyer_name=company.name if company else None,
        buyer_vat_id=company.vat_id or None if company else None,
        vendors=tuple(
            KnownVendor(code=code, name=name, vat_id=vat_id or None, iban=iban or None)
            for code, name, vat_id, iban in vendors
        ),
        open_orders=tuple(orders[:KNOWN_ORDERS]),
    )


def _kept(file: Path) -> Reading | None:
    """An earlier reading, if it is whole, and what people are shown of its pages is still there."""
    try:
        reading = msgspec.json.decode(file.read_bytes(), type=Reading)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    shown = [page.image for page in reading.pages if page.image]
    shown += [WORDS_FILE] if any(page.words for page in reading.pages) else []
    return reading if all((file.parent / name).is_file() for name in shown) else None


def _keep(file: Path, reading: Reading) -> None:
    """Whole or not at all: two workers may read the same file at once."""
    try:
        store.write_whole(file, msgspec.json.encode(reading))
    except OSError as error:
        raise store.trouble(file.parent, error) from error
