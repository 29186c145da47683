"""Opening a PDF: damaged, locked and oversized ones are refused here, before anything looks inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image

from p2p.formats.document import MAX_PAGES
from p2p.formats.refusals import DocumentRefused

_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_MAX_PIXELS = 25_000_000


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF at `path`; raises `DocumentRefused` when it is locked, damaged or too long."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in _PASSWORD_ERRORS or "assword" in str(error)
        raise DocumentRefused("encrypted" if locked else "corrupt") from error
    try:
        if len(pdf) == 0:
            raise DocumentRefused("corrupt")
        if len(pdf) > MAX_PAGES:
            raise DocumentRefused("too_many_pages")
        yield pdf
    finally:
        pdf.close()


def rendered(pdf: pypdfium2.PdfDocument, number: int, dpi: int, *, grey: bool) -> Image.Image:
    """Draw page `number` (from 1) at `dpi`, or as finely as a page of absurd size allows."""
    page = pdf[number - 1]
    width, height = page.get_size()
    scale = min(dpi / 72, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
    picture: Image.Image = page.render(scale=scale, grayscale=grey, may_draw_forms=False).to_pil()
    page.close()
    return picture


def reading_order(pages: int) -> list[int]:
    """Page numbers, most telling first: heads and totals stand on the first and the last pages."""
    ends = [1, pages, 2, pages - 1]
    order = [number for number in ends if 1 <= number <= pages]
    order += range(1, pages + 1)
    return list(dict.fromkeys(order))
