"""Which parts of a mail are documents worth a case, and why the others are not. Pure.

What a part is, its first bytes say: names and declared types lie. Nothing is opened here.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from p2p.formats.refusals import SENTENCES, DocumentRefused
from p2p.formats.sniff import HEAD_BYTES, kind_of
from p2p.mail.parse import Part
from p2p.mail.picture_size import size_of
from p2p.mail.twins import twin_pairs

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
}
MIN_PICTURE_SIDE = 300  # pixels; a page photographed smaller than this can't be read anyway
MAX_DOCUMENTS = 100

# By declared type only where the content can't say it; the sentence is what a person reads.
_BY_TYPE = (
    (re.compile(r"text/calendar|application/ics"), "This is a calendar entry, not a document."),
    (re.compile(r"text/(x-)?vcard|text/directory"), "This is a contact card, not a document."),
    (re.compile(r"application/(x-)?(pkcs7|pgp)-signature"), "This is a digital signature, not a document."),
    (
        re.compile(r"application/(x-)?pkcs7-mime|application/pgp-encrypted"),
        "This part is sealed (S/MIME or PGP). Ask the sender to send the invoice unsealed.",
    ),
)
_TNEF = b"\x78\x9f\x3e\x22"
_TNEF_WHY = "This is Outlook's winmail.dat, which is not unpacked. Ask the sender to send it as HTML or plain text."
_DRAWING_WHY = "This is a drawing or a web page, not a document."
_CID = re.compile(rb"cid:([^\"'\s>)]{1,300})", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One document of the mail. `twin` is the machine-readable copy of the same invoice, sent beside it."""

    content: bytes
    sha256: str
    filename: str
    media_type: str
    twin: "Candidate | None" = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part that makes no case, and why; `file` is None when it concerns the mail as a whole."""

    file: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The documents of a mail in their order, and what was left aside."""

    documents: tuple[Candidate, ...]
    ignored: tuple[Ignored, ...]


def triage(parts: Sequence[Part]) -> Triage:
    """Tell documents from the rest. Same bytes twice are one; a PDF and its XML twin are one."""
    shown = _shown_in_html(parts)
    documents: dict[str, Candidate] = {}
    ignored: list[Ignored] = []
    for part in parts:
        found = _look(part, shown)
        if isinstance(found, Candidate) and found.sha256 in documents:
            found = Ignored(_named(part), "The same file is attached twice; it is looked at once.")
        elif isinstance(found, Candidate) and len(documents) == MAX_DOCUMENTS:
            found = Ignored(_named(part), f"The email holds more than {MAX_DOCUMENTS} documents. Send fewer at once.")
        if isinstance(found, Candidate):
            documents[found.sha256] = found
        elif found is not None:
            ignored.append(found)
    return Triage(_paired(documents), tuple(ignored))


def _look(part: Part, shown: frozenset[str]) -> Candidate | Ignored | None:
    """A candidate, a part to ignore, or None for the mail's own text."""
    kind = _kind(part)
    if part.is_body and not (isinstance(kind, str) and kind != "xml"):
        return None
    if isinstance(kind, Ignored):
        return kind
    if why := _why_not(part, kind, shown):
        return Ignored(_named(part), why)
    return Candidate(
        content=part.content,
        sha256=hashlib.sha256(part.content).hexdigest(),
        filename=part.filename,
        media_type=MEDIA_TYPES[kind],
    )


def _kind(part: Part) -> str | Ignored:
    for pattern, why in _BY_TYPE:
        if pattern.fullmatch(part.content_type):
            return Ignored(_named(part), why)
    if part.content.startswith(_TNEF):
        return Ignored(_named(part), _TNEF_WHY)
    try:
        return kind_of(part.content[:HEAD_BYTES], len(part.content))
    except DocumentRefused as refusal:
        return Ignored(_named(part), SENTENCES[refusal.code])


def _why_not(part: Part, kind: str, shown: frozenset[str]) -> str | None:
    """Why a readable file is no document all the same."""
    if kind == "xml":
        root = _ROOT.search(part.content[:HEAD_BYTES])
        return _DRAWING_WHY if root and root[1].lower() in (b"svg", b"html") else None
    if kind == "pdf":
        return None
    if part.content_id and part.content_id.lower() in shown:
        return "This picture is part of the mail's own text."
    size = size_of(part.content, kind)
    if size and min(size) < MIN_PICTURE_SIDE:
        return (
            f"This picture has {size[0]} by {size[1]} pixels: smaller than "
            f"{MIN_PICTURE_SIDE} by {MIN_PICTURE_SIDE}, so a logo rather than a page."
        )
    return None


def _shown_in_html(parts: Iterable[Part]) -> frozenset[str]:
    """The content ids that the mail's HTML shows, in small letters."""
    return frozenset(
        unquote(found.decode("latin-1")).lower()
        for part in parts
        if part.content_type == "text/html" and part.is_body
        for found in _CID.findall(part.content)
    )


def _paired(documents: dict[str, Candidate]) -> tuple[Candidate, ...]:
    """Hang each XML twin on its PDF; it makes no case of its own."""
    pdfs = [one for one in documents.values() if one.media_type == MEDIA_TYPES["pdf"]]
    xmls = [one for one in documents.values() if one.media_type == MEDIA_TYPES["xml"]]
    pairs = twin_pairs(
        {one.sha256: one.filename for one in pdfs},
        {one.sha256: (one.filename, one.content[: 16 * HEAD_BYTES]) for one in xmls},
    )
    twins = {pdf: documents[xml] for pdf, xml in pairs.items()}
    taken = {twin.sha256 for twin in twins.values()}
    return tuple(_with_twin(one, twins.get(one.sha256)) for one in documents.values() if one.sha256 not in taken)


def _with_twin(one: Candidate, twin: Candidate | None) -> Candidate:
    return Candidate(
        content=one.content, sha256=one.sha256, filename=one.filename, media_type=one.media_type, twin=twin
    )


def _named(part: Part) -> str:
    """How the part is called in the report: its name, or what the sender says it is."""
    return part.filename or f"unnamed {part.content_type}"
