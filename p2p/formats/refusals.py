"""Documents that can't be read, each with a code for programs and a sentence for people.

These are faults of the document: reading it again gives the same answer. Faults of the machine (time,
memory, a crash) are named in `sandbox`.
"""

from __future__ import annotations

import struct
import zlib

SENTENCES = {
    "missing": "The file does not exist or can't be opened. Check the path.",
    "empty": "The file is empty (0 bytes). Ask the vendor to send it again.",
    "too_large": "The file is larger than 50 MB. Ask the vendor for a smaller copy.",
    "encrypted": "The PDF is protected by a password. Ask the vendor for an open copy.",
    "corrupt": "The file is damaged and can't be opened. Ask the vendor to send it again.",
    "too_many_pages": "The document has more than 200 pages. Send the invoice pages only.",
    "image_too_large": "The picture has more than 60 million pixels. Scan it again at 300 dpi or less.",
    "no_text": "No text could be made out on the page. Ask for a clearer copy, or type the fields in.",
    "archive": "This is an archive, not a document. Unpack it and send the invoice itself.",
    "executable": "This is a program, not a document. It was not opened.",
    "office": "Office documents are not read. Ask the vendor for a PDF.",
    "not_an_invoice_xml": "This XML is not an e-invoice in UBL or CII. Ask the vendor for one of these, or a PDF.",
    "unsafe_xml": "The XML declares a DTD or entities, which e-invoices must not have. It was not read.",
    "unsupported_type": "This is not a PDF, PNG, JPEG, TIFF or e-invoice XML. Ask the vendor for one of these.",
}

# What parsers of hostile bytes raise besides their own errors. A list, so that a new kind is seen as a crash.
PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class DocumentRefused(Exception):
    """The document can't be read, for a reason that its sender can mend."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code
