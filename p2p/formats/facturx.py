"""PDFs that carry their e-invoice inside: Factur-X, ZUGFeRD, or a UBL file attached."""

from __future__ import annotations

from dataclasses import replace

from p2p.formats import cii, pdf_file, pdf_pages, safe_xml, ubl
from p2p.formats.document import Document
from p2p.formats.evidence.locate import located
from p2p.formats.reading import Reading
from p2p.formats.refusals import PARSER_FAULTS, DocumentRefused

NAME = "facturx"
_MAX_XML_BYTES = 5_000_000


def read(document: Document) -> Reading | None:
    """Read the e-invoice inside a PDF; None when there is none. Its values are looked up on the page."""
    with pdf_file.opened(document.path) as pdf:
        if not pdf.count_attachments():
            return None
    for data in _attached_xml(document):
        found = _from_xml(data)
        if found is not None:
            read_pages = pdf_pages.from_text_layer(document)
            fields = located(found.fields, read_pages.sheets)
            notes = found.notes + read_pages.notes
            return replace(found, format=NAME, fields=fields, pages=read_pages.pages, notes=notes)
    return None


def _from_xml(data: bytes) -> Reading | None:
    try:
        root = safe_xml.parse(data)
    except DocumentRefused:
        return None
    return cii.from_root(root) or ubl.from_root(root)


def _attached_xml(document: Document) -> list[bytes]:
    """The bytes of every attachment that could be XML. What pikepdf can't open is left to other formats."""
    import pikepdf  # slow to load, and few documents carry anything

    try:
        with pikepdf.open(document.path) as pdf:
            files = [spec.get_file() for name, spec in pdf.attachments.items() if name.lower().endswith(".xml")]
            return [data for file in files if len(data := file.read_bytes()) <= _MAX_XML_BYTES]
    except (pikepdf.PdfError, pikepdf.PasswordError, *PARSER_FAULTS):
        return []
