"""Words and page picture agree, however a PDF's page is turned, moved and cropped."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from p2p.formats import sandbox
from tests.p2p.formats import drawn

pytestmark = pytest.mark.parts

WIDTH, HEIGHT = drawn.A4
# How a page is stored that its `Rotate` turns upright: the matrix of its content, and its size.
STORED = {
    0: ("1 0 0 1 0 0", (WIDTH, HEIGHT)),
    90: (f"0 1 -1 0 {HEIGHT} 0", (HEIGHT, WIDTH)),
    180: (f"-1 0 0 -1 {WIDTH} {HEIGHT}", (WIDTH, HEIGHT)),
    270: (f"0 -1 1 0 0 {WIDTH}", (HEIGHT, WIDTH)),
}


def stored(turn: int, moved: tuple[float, float], cropped: tuple[float, float, float, float] | None) -> bytes:
    """The drawn invoice as a page that is upright when shown: moved off the origin, with so much cut off each side."""
    matrix, (width, height) = STORED[turn]
    media = [min(0, moved[0]), min(0, moved[1]), width + abs(moved[0]), height + abs(moved[1])]
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn.pdf())) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"q {matrix} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        page.MediaBox, page.Rotate = pikepdf.Array(media), turn
        if cropped:
            left, bottom, right, top = cropped
            page.CropBox = pikepdf.Array([media[0] + left, media[1] + bottom, media[2] - right, media[3] - top])
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("cropped", [None, (25, 12, 9, 4)], ids=["whole", "cropped"])
@pytest.mark.parametrize("moved", [(0, 0), (-20, 7)], ids=["at the origin", "moved"])
@pytest.mark.parametrize("turn", STORED)
def test_every_word_stands_on_its_ink(
    turn: int, moved: tuple[float, float], cropped: tuple[float, float, float, float] | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(stored(turn, moved, cropped))
    reading = sandbox.read(path, images_dir=tmp_path)
    assert reading.fields["gross"].value == "568.80"
    (page,) = reading.pages
    picture = Image.open(tmp_path / str(page.image)).convert("L")
    ink = picture.point(lambda level: 255 * (level < 155))
    assert ink.width / ink.height == pytest.approx(page.width / page.height, rel=0.01)
    words = json.loads((tmp_path / "words.json").read_text())["1"]
    assert len(words) == page.words > 60
    scale = ink.width / page.width
    for text, *box in words:
        x0, top, x1, bottom = (round(side * scale) for side in box)
        assert 0 <= x0 < x1 <= ink.width
        assert 0 <= top < bottom <= ink.height
        assert ink.crop((x0, top, x1, bottom)).getbbox(), f"no ink under {text}"


def test_what_is_cut_off_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(stored(0, (0, 0), (0, HEIGHT / 2, 0, 150)))
    reading = sandbox.read(path, images_dir=tmp_path)
    texts = [word[0] for word in json.loads((tmp_path / "words.json").read_text())["1"]]
    assert "PO-104233" not in texts
    assert "£568.80" in texts
    assert reading.fields["po_number"].value is None
