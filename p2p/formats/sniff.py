"""What kind of file this is, told from its first bytes alone: names and mail headers lie."""

from __future__ import annotations

from p2p.formats.refusals import DocumentRefused

HEAD_BYTES = 4096
MAX_FILE_BYTES = 50 * 1024 * 1024

_PDF_WITHIN = 1024  # readers allow this much before the header
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_REFUSED = (
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"#!", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
)
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")


def kind_of(head: bytes, size: int) -> str:
    """Return pdf, xml, png, jpeg or tiff for a file's first `HEAD_BYTES`; raise `DocumentRefused` else."""
    if size == 0:
        raise DocumentRefused("empty")
    if size > MAX_FILE_BYTES:
        raise DocumentRefused("too_large")
    for magic, kind in _IMAGES:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        raise DocumentRefused("office" if any(part in head for part in _OFFICE_PARTS) else "archive")
    for magic, code in _REFUSED:
        if head.startswith(magic):
            raise DocumentRefused(code)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if _looks_like_xml(head):
        return "xml"
    raise DocumentRefused("unsupported_type")


def _looks_like_xml(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    if text[:15].lower().startswith((b"<!doctype html", b"<html")):
        return False
    return text.startswith(b"<") and len(text) > 1 and (text[1:2].isalpha() or text[1:2] in b"?!_")
