"""Paper under a scanner: a PDF's pages as images with skew, noise, blur, shading and JPEG artefacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Literal

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
POINTS_PER_INCH = 72

Kind = Literal["pdf", "png", "jpeg", "tiff", "fax"]
SUFFIXES: dict[Kind, str] = {"pdf": ".pdf", "png": ".png", "jpeg": ".jpg", "tiff": ".tif", "fax": ".tif"}


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly a page fares. `skew` in degrees either way, `noise` and `shade` in grey levels (0-255),
    `blur` as a Gaussian radius in pixels at 200 dpi, `quality` of the JPEG (1-95)."""

    skew: float = 1.5
    noise: int = 16
    blur: float = 0.5
    shade: int = 18
    quality: int = 72


OFFICE = Wear()
UNREADABLE = Wear(skew=1.5, noise=40, blur=14, shade=90, quality=20)


def scan(pdf: bytes, kind: Kind, random: Random, wear: Wear = OFFICE) -> bytes:
    """`pdf` printed and scanned at 200 dpi, as one file of that kind and without a text layer.

    A PDF and a TIFF hold all pages; a PNG or JPEG can hold but one and takes the first. `tiff` is grey with
    LZW, `fax` black and white with Group 4. The same `random` state gives the same bytes.
    """
    pages = [_worn(page, random, wear) for page in _pages(pdf)]
    if kind == "pdf":
        return _as_pdf(pages, wear.quality)
    if kind == "png":
        return _saved(pages[:1], "PNG")
    if kind == "jpeg":
        return _saved(pages[:1], "JPEG", quality=wear.quality)
    if kind == "fax":
        bilevel = [page.point(lambda level: 255 * (level > 150), mode="1") for page in pages]
        return _saved(bilevel, "TIFF", compression="group4")
    return _saved(pages, "TIFF", compression="tiff_lzw")


def _pages(pdf: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _worn(page: Image.Image, random: Random, wear: Wear) -> Image.Image:
    angle = random.uniform(-wear.skew, wear.skew)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    page = ImageChops.multiply(page, _shading(page.size, random, wear.shade))
    return ImageChops.add(page, _noise(page.size, random, wear.noise), scale=1, offset=-128)


def _shading(size: tuple[int, int], random: Random, depth: int) -> Image.Image:
    """Paper that gets darker towards one edge, as under a lid that doesn't close."""
    gradient = Image.linear_gradient("L").rotate(random.choice((0, 90, 180, 270)))
    return gradient.resize(size).point(lambda level: 255 - depth * level // 255)


def _noise(size: tuple[int, int], random: Random, depth: int) -> Image.Image:
    """Grain around the neutral 128. Neighbouring pixels share some of it, as sensors have it."""
    grain = Image.frombytes("L", size, random.randbytes(size[0] * size[1]))
    softened = grain.filter(ImageFilter.GaussianBlur(0.6))
    return softened.point(lambda level: 128 + (level - 128) * depth // 128)


def _saved(pages: Sequence[Image.Image], form: str, **options: int | str) -> bytes:
    file = BytesIO()
    rest = {"save_all": True, "append_images": pages[1:]} if form == "TIFF" else {}
    pages[0].save(file, form, dpi=(DPI, DPI), **options, **rest)
    return file.getvalue()


def _as_pdf(pages: Sequence[Image.Image], quality: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.setCreator("Office scanner")
    for page in pages:
        width, height = (pixels * POINTS_PER_INCH / DPI for pixels in page.size)
        canvas.setPageSize((width, height))
        jpeg = BytesIO(_saved([page], "JPEG", quality=quality))
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
