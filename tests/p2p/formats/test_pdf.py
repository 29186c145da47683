"""PDFs with a text layer, read in this process."""

from pathlib import Path

from p2p.formats.dispatch import read_here
from p2p.formats.document import Budget, Document
from p2p.formats.pages_read import WORDS_FILE
from p2p.formats.reading import Reading
from tests.p2p.formats import drawn


def read(folder: Path, content: bytes, *, seconds: float = 30, images: bool = False) -> Reading:
    path = folder / "a.pdf"
    path.write_bytes(content)
    images_dir = folder / "images" if images else None
    if images_dir:
        images_dir.mkdir()
    return read_here(Document(path=path, kind="pdf", budget=Budget(seconds), work_dir=folder, images_dir=images_dir))


def test_fields_and_lines_of_a_drawn_invoice(tmp_path: Path) -> None:
    reading = read(tmp_path, drawn.pdf())
    assert (reading.format, reading.error, len(reading.pages)) == ("pdf", None, 1)
    assert {name: reading.fields[name].value for name in drawn.EXPECTED} == drawn.EXPECTED
    assert [(line.quantity, line.unit_price, line.net) for line in reading.lines] == [
        ("2", "210.00", "420.00"),
        ("12", "4.50", "54.00"),
    ]


def test_boxes_are_points_from_the_top_left(tmp_path: Path) -> None:
    box = read(tmp_path, drawn.pdf()).fields["invoice_number"].box
    assert box is not None
    x0, top, x1, bottom = box
    row = 3  # of the typed page; 60 points to the first baseline, 14 to each next
    assert abs((top + bottom) / 2 - (60 + row * drawn.LEADING - 3)) < 5
    assert 40 < x0 < x1 < drawn.A4[0]


def test_page_images_and_word_boxes_are_left_for_people(tmp_path: Path) -> None:
    reading = read(tmp_path, drawn.pdf(drawn.INVOICE, "Terms and conditions of sale apply to all goods"), images=True)
    assert [page.image for page in reading.pages] == ["page-001.jpg", "page-002.jpg"]
    for page in reading.pages:
        assert page.image is not None
        assert 1000 < (tmp_path / "images" / page.image).stat().st_size <= 200_000
    assert '"HL-20417"' in (tmp_path / "images" / WORDS_FILE).read_text(encoding="utf-8")


def test_a_locked_pdf_is_refused_in_plain_words(tmp_path: Path) -> None:
    reading = read(tmp_path, drawn.pdf(password="secret"))
    assert reading.error_code == "encrypted"
    assert reading.error == "The PDF is protected by a password. Ask the vendor for an open copy."


def test_a_truncated_pdf_is_damaged(tmp_path: Path) -> None:
    assert read(tmp_path, drawn.pdf()[:200]).error_code == "corrupt"


def test_more_than_two_hundred_pages_are_not_read(tmp_path: Path) -> None:
    assert read(tmp_path, drawn.pdf(*["page"] * 201)).error_code == "too_many_pages"
