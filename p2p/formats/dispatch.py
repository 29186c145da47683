"""Ask the formats in order, in this process: only for the child and for tests. See `sandbox` for callers."""

from __future__ import annotations

from importlib import import_module

from p2p.formats import FORMATS
from p2p.formats.document import Document
from p2p.formats.reading import Reading
from p2p.formats.refusals import SENTENCES, DocumentRefused


def read_here(document: Document) -> Reading:
    """Read the document with the first format that takes it; a refusal becomes the reading's error."""
    try:
        for name, kinds in FORMATS:
            if document.kind in kinds:
                found: Reading | None = import_module(name).read(document)
                if found is not None:
                    return found
    except DocumentRefused as refusal:
        return refused(refusal.code)
    return refused("not_an_invoice_xml" if document.kind == "xml" else "unsupported_type")


def refused(code: str) -> Reading:
    """A reading that says why nothing was read."""
    return Reading(format=None, error=SENTENCES[code], error_code=code)
