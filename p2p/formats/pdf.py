"""PDFs with a text layer; single pages without one are recognised."""

from __future__ import annotations

from p2p.formats import pdf_pages
from p2p.formats.document import Document
from p2p.formats.interpret import interpreted
from p2p.formats.reading import Reading

NAME = "pdf"


def read(document: Document) -> Reading | None:
    """Read the text; None when no page has any."""
    found = pdf_pages.with_recognition(document)
    if not any(sheet.words for sheet in found.sheets):
        return None
    return interpreted(NAME, found, document.known)
