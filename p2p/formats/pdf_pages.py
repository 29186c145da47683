"""The pages of a PDF as sheets of words: from the text layer, or by recognition where there is none."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from p2p.formats import ocr_page, page_image, pdf_file, text_layer
from p2p.formats.document import Document
from p2p.formats.evidence.words import Sheet
from p2p.formats.pages_read import PagesRead, collected
from p2p.formats.recognition import RecognitionTimedOut


def from_text_layer(document: Document) -> PagesRead:
    """Read the text layers only; pages without one have no words."""
    with pdf_file.opened(document.path) as pdf:
        return _finished(pdf, _typed(pdf, document), document)


def with_recognition(document: Document) -> PagesRead:
    """Read the text layers, and recognise pages that have none."""
    with pdf_file.opened(document.path) as pdf:
        sheets = _typed(pdf, document)
        if sheets:
            sheets |= _recognised(pdf, document, skip=frozenset(sheets))
        return _finished(pdf, sheets, document)


def by_recognition(document: Document) -> PagesRead:
    """Recognise every page, whatever its text layer says."""
    with pdf_file.opened(document.path) as pdf:
        return _finished(pdf, _recognised(pdf, document, skip=frozenset()), document)


def _typed(pdf: pypdfium2.PdfDocument, document: Document) -> dict[int, Sheet]:
    return text_layer.sheets(document.path, pdf_file.reading_order(len(pdf)), document.budget)


def _recognised(pdf: pypdfium2.PdfDocument, document: Document, *, skip: frozenset[int]) -> dict[int, Sheet]:
    """Pages that carry no mark at all count as read: there is nothing to recognise."""
    found: dict[int, Sheet] = {}
    for number in pdf_file.reading_order(len(pdf)):
        if number in skip:
            continue
        if document.budget.left() <= 0:
            break
        drawn = pdf_file.rendered(pdf, number, ocr_page.DPI, grey=True)
        width, height = pdf[number - 1].get_size()
        if drawn.getextrema() == (255, 255):
            found[number] = Sheet(number=number, width=width, height=height, words=(), source="text")
            continue
        try:
            scanned = ocr_page.Scanned(drawn, number, drawn.width / width * 72)
            found[number] = ocr_page.sheet(scanned, document)
        except RecognitionTimedOut:
            break
    return found


def _finished(pdf: pypdfium2.PdfDocument, sheets: dict[int, Sheet], document: Document) -> PagesRead:
    """Draw the pages that have no picture yet, while time lasts."""
    sizes = {number: pdf[number - 1].get_size() for number in range(1, len(pdf) + 1)}
    drawn: dict[int, str] = {}
    if document.images_dir is not None:
        for number in pdf_file.reading_order(len(pdf)):
            if (number in sheets and sheets[number].image) or document.budget.left() <= 0:
                continue
            picture = pdf_file.rendered(pdf, number, page_image.DPI, grey=False)
            drawn[number] = page_image.save(picture, document.images_dir, number)
    ready = {number: replace(s, image=s.image or drawn.get(number)) for number, s in sheets.items()}
    return collected(sizes, ready, document, drawn)
