"""The part of a PDF's page that is shown: what lies outside its crop box nobody sees, though it is in the file."""

from __future__ import annotations

from pdfminer.pdftypes import resolve_all
from pdfplumber.page import Page as PdfPage

from p2p.formats.reading import Box


def visible_part(page: PdfPage) -> Box:
    """The crop box in points from the top left corner of the page's media box, as the page is turned for showing."""
    media = _box(page, "MediaBox") or (0.0, 0.0, float(page.width), float(page.height))
    crop = _box(page, "CropBox") or media
    x0, y0, x1, y1 = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    left, bottom, right, top = (x0 - media[0], y0 - media[1], media[2] - x1, media[3] - y1)
    # Turned clockwise, what was at the left comes to the top.
    left, top = {90: (bottom, left), 180: (right, bottom), 270: (top, right)}.get(page.rotation, (left, top))
    wide, high = (y1 - y0, x1 - x0) if page.rotation in (90, 270) else (x1 - x0, y1 - y0)
    return left, top, left + wide, top + high


def _box(page: PdfPage, name: str) -> Box | None:
    try:
        x0, y0, x1, y1 = (float(number) for number in resolve_all(page.page_obj.attrs[name]))
    except (KeyError, TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
