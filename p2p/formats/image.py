"""Pictures: PNG, JPEG and TIFF with any number of pages. Only our own re-encoded copy is recognised."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from p2p.formats import ocr_page
from p2p.formats.document import MAX_PAGES, Document
from p2p.formats.evidence.words import Sheet
from p2p.formats.interpret import interpreted
from p2p.formats.pages_read import collected
from p2p.formats.reading import Reading
from p2p.formats.recognition import RecognitionTimedOut
from p2p.formats.refusals import PARSER_FAULTS, DocumentRefused
from p2p.formats.second_look import looked_at

NAME = "image"
MAX_PIXELS = 60_000_000
_A4_WIDTH_INCHES = 8.27
_SCREEN_DPI = (72, 96)
_USUAL_DPI = (100, 1200)
_LEAST_WIDTH = 600


def read(document: Document) -> Reading | None:
    """Recognise every page of a picture file."""
    return looked_at(document, _read)


def _read(document: Document) -> Reading:
    sheets: dict[int, Sheet] = {}
    sizes: dict[int, tuple[float, float]] = {}
    for number, (picture, dpi) in enumerate(_pages(document), start=1):
        sizes[number] = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        if document.budget.left() <= 0:
            continue
        try:
            sheets[number] = ocr_page.sheet(ocr_page.Scanned(picture, number, dpi), document)
        except RecognitionTimedOut:
            continue
    return interpreted(NAME, collected(sizes, sheets, document), document.known)


def _pages(document: Document) -> Iterator[tuple[Image.Image, float]]:
    """Each page decoded, turned as its camera said, large enough to be recognised, with its dpi."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(document.path, formats=[document.kind.upper()]) as file:
                for index, frame in enumerate(ImageSequence.Iterator(file)):
                    if index >= MAX_PAGES:
                        raise DocumentRefused("too_many_pages")
                    yield _prepared(frame)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise DocumentRefused("image_too_large") from error
        except PARSER_FAULTS as error:
            raise DocumentRefused("corrupt") from error


def _prepared(frame: Image.Image) -> tuple[Image.Image, float]:
    dpi = _dpi(frame)
    flat = ImageOps.exif_transpose(_on_white(frame))
    if flat.width < _LEAST_WIDTH:
        larger = min(3.0, _LEAST_WIDTH / flat.width)
        size = (round(flat.width * larger), round(flat.height * larger))
        return flat.resize(size, Image.Resampling.LANCZOS), dpi * larger
    return flat, dpi


def _on_white(frame: Image.Image) -> Image.Image:
    """Transparent parts are paper."""
    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame.convert("L")
    shown = frame.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("L")


def _dpi(frame: Image.Image) -> float:
    """What the file says if that can be a scan's; else as if the picture were as wide as A4."""
    stated = float(frame.info.get("dpi", (0, 0))[0])
    if _USUAL_DPI[0] <= stated <= _USUAL_DPI[1] and round(stated) not in _SCREEN_DPI:
        return stated
    return max(frame.width, 1) / _A4_WIDTH_INCHES
