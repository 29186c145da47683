"""PDFs that are pictures of pages."""

from __future__ import annotations

from p2p.formats import pdf_pages
from p2p.formats.document import Document
from p2p.formats.interpret import interpreted
from p2p.formats.reading import Reading
from p2p.formats.second_look import looked_at

NAME = "scan"


def read(document: Document) -> Reading | None:
    """Recognise every page of a PDF."""
    return looked_at(document, _read)


def _read(document: Document) -> Reading:
    return interpreted(NAME, pdf_pages.by_recognition(document), document.known)
