"""The box of every field holds the words from which its value was read, on typed and on scanned pages."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from p2p.formats import sandbox
from p2p.formats.reading import AMOUNT_FIELDS, DATE_FIELDS, Field, Reading
from samples.layouts import LAYOUTS, draw_invoice
from samples.layouts.layout import Layout
from samples.scan import scan
from tests.samples.orders import invoice_of, vendor_for

pytestmark = pytest.mark.parts

Words = Mapping[str, list[tuple[str, float, float, float, float]]]
every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def read(content: bytes, folder: Path) -> tuple[Reading, Words]:
    """The reading, and the words beside the page pictures."""
    path = folder / "a.pdf"
    path.write_bytes(content)
    reading = sandbox.read(path, images_dir=folder, timeout=60)
    return reading, json.loads((folder / "words.json").read_text())


def boxed(field: Field, words: Words) -> str:
    """The words whose middle lies in the field's box."""
    x0, top, x1, bottom = field.box or (0, 0, 0, 0)
    inside = [
        text
        for text, left, up, right, down in words[str(field.page)]
        if x0 - 0.1 <= (left + right) / 2 <= x1 + 0.1 and top <= (up + down) / 2 <= bottom  # boxes are rounded
    ]
    return " ".join(inside)


def plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def says(name: str, value: str, text: str) -> bool:
    """Whether the words spell the value, in whichever way documents do."""
    if name in AMOUNT_FIELDS:
        printed = re.sub(r"\D", "", text)
        return bool(printed) and re.sub(r"\D", "", value) in (printed, f"{printed}00")
    if name in DATE_FIELDS:
        day = date.fromisoformat(value)
        return str(day.day) in text and (str(day.year) in text or f"{day:%y}" in text)
    if name == "document_type":
        return any(word in plain(text) for word in ("invoice", "rechnung", "facture"))
    if name == "currency":
        return value in text or {"GBP": "£", "EUR": "€"}[value] in text
    if name == "seller_vat_id":  # the country goes without saying
        return bool(text) and plain(value).endswith(plain(text).removeprefix("gb"))
    return plain(value) in plain(text)


def wrong(reading: Reading, words: Words) -> dict[str, tuple[str | None, str]]:
    """Fields whose box holds something else: name to value and words."""
    found = {name: (field.value, boxed(field, words)) for name, field in reading.fields.items() if field.box}
    return {name: pair for name, pair in found.items() if not says(name, str(pair[0]), pair[1])}


@every_layout
def test_on_a_typed_page(layout: Layout, tmp_path: Path) -> None:
    drawing = draw_invoice(invoice_of(vendor_for(layout.name)), layout.name)
    reading, words = read(drawing.pdf, tmp_path)
    assert wrong(reading, words) == {}
    assert {"invoice_number", "invoice_date", "gross"} <= {name for name, f in reading.fields.items() if f.box}


@every_layout
def test_on_a_scanned_page(layout: Layout, tmp_path: Path) -> None:
    drawing = draw_invoice(invoice_of(vendor_for(layout.name)), layout.name)
    reading, words = read(scan(drawing.pdf, "pdf", Random(5)), tmp_path)
    assert wrong(reading, words) == {}
    assert sum(field.box is not None for field in reading.fields.values()) >= 6
