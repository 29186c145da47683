"""Scans and pictures, recognised by the real Tesseract."""

from pathlib import Path

import pytest
from PIL import Image

from p2p.formats import picture
from p2p.formats.dispatch import read_here
from p2p.formats.document import Budget, Document
from p2p.formats.reading import Reading
from tests.p2p.formats import drawn

pytestmark = pytest.mark.parts
SURE = ("invoice_number", "invoice_date", "net", "tax", "gross")


def read(path: Path, kind: str) -> Reading:
    return read_here(Document(path=path, kind=kind, budget=Budget(60), work_dir=path.parent))


def core(reading: Reading) -> dict[str, str | None]:
    return {name: reading.fields[name].value for name in SURE}


WANTED = {name: drawn.EXPECTED[name] for name in SURE}


def test_a_scanned_pdf(tmp_path: Path) -> None:
    path = drawn.saved(drawn.picture(skew=1.1), tmp_path / "a.pdf", "PDF", resolution=200)
    reading = read(path, "pdf")
    assert reading.format == "scan"
    assert core(reading) == WANTED
    assert reading.fields["gross"].source == "ocr"
    assert (round(reading.pages[0].width), round(reading.pages[0].height)) == (595, 842)


@pytest.mark.parametrize(("kind", "name"), [("png", "PNG"), ("jpeg", "JPEG")])
def test_pictures(tmp_path: Path, kind: str, name: str) -> None:
    reading = read(drawn.saved(drawn.picture(), tmp_path / "a", name), kind)
    assert (reading.format, core(reading)) == ("image", WANTED)


def test_a_tiff_of_two_pages(tmp_path: Path) -> None:
    second = drawn.picture("Terms and conditions\n\nAll goods remain ours until they are paid for in full.")
    path = drawn.saved(drawn.picture(), tmp_path / "a.tif", "TIFF", save_all=True, append_images=[second])
    reading = read(path, "tiff")
    assert len(reading.pages) == 2
    assert core(reading) == WANTED


def test_an_empty_page_says_so_and_keeps_its_page(tmp_path: Path) -> None:
    reading = read(drawn.saved(Image.new("L", (1654, 2339), 255), tmp_path / "a.png", "PNG"), "png")
    assert (reading.error_code, len(reading.pages)) == ("no_text", 1)


@pytest.mark.parametrize("angle", [-2.5, 1.0, 4.0])
def test_the_lean_of_a_page_is_measured(angle: float) -> None:
    assert abs(picture.skew(drawn.picture(dpi=100, skew=angle)) + angle) <= 0.5


def test_a_picture_of_absurd_size_is_not_decoded(tmp_path: Path) -> None:
    path = drawn.saved(Image.new("1", (20_000, 20_000)), tmp_path / "a.png", "PNG")
    assert read(path, "png").error_code == "image_too_large"


def test_a_damaged_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(drawn.saved(drawn.picture(), tmp_path / "b.png", "PNG").read_bytes()[:5000])
    assert read(path, "png").error_code == "corrupt"
