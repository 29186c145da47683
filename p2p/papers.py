"""The papers of an invoice's case: its document, the machine-readable twins, the mail that brought them."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

from django.db.models import F, QuerySet

from p2p import page_files, store, xml_text
from p2p.mail.letter import letter
from p2p.models import Document, Email
from workflow.models import StepRun
from workflow.models.step_run import OPEN
from workflow.papers import Paper, PaperFile, Sheet

MAIL = "mail"
MAIL_TYPE = "message/rfc822"
_XML = "application/xml"
_ENDINGS = {
    "application/pdf": (".pdf",),
    _XML: (".xml",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/tiff": (".tif", ".tiff"),
    MAIL_TYPE: (".eml",),
}
_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_PAGE = re.compile(r"page-([1-9]\d{0,3})", re.ASCII)
_NOT_YET = "This document is being read. Its pages are here in a moment; the original can be opened now."
_NO_PAGES = "There is no picture of this document. Open the original."


def papers(case_id: int) -> tuple[Paper, ...]:
    """Every paper of the case: the document first, then its twins, then the mail. None has bytes in it."""
    documents = list(_documents(case_id).select_related("email").order_by(F("twin_of").asc(nulls_first=True), "id"))
    if not documents:
        return ()
    main, *twins = documents
    mail = (_mail(main.email, main),) if main.email else ()
    return (_main(main), *(_paper(twin, page_files.sheets(twin.sha256)) for twin in twins), *mail)


def paper_id(document: Document) -> str:
    """The id under which a document is shown."""
    return str(document.pk)


def paper_file(case_id: int, paper: str, what: str) -> PaperFile | None:
    """`original`, `page-N` or `words` of a paper of this case; None where there is no such thing.

    Raises StoreTrouble when the original is not in the document store as it was received.
    """
    if paper == MAIL:
        email = Email.objects.filter(documents__case_id=case_id).first()
        return _original(email.sha256, MAIL_TYPE, email.subject) if email and what == "original" else None
    document = _documents(case_id).filter(pk=int(paper)).first() if _ID.fullmatch(paper) else None
    if document is None:
        return None
    if what == "original":
        return _original(document.sha256, document.media_type, document.filename)
    return _from_pages(document, what)


def _documents(case_id: int) -> QuerySet[Document]:
    return Document.objects.filter(case_id=case_id)


def _main(document: Document) -> Paper:
    """The document that the case is about, with the pages of the reading whose fields count."""
    runs = StepRun.objects.filter(case_id=document.case_id, step="extract").order_by("-number")
    run = runs.values("state", "output__pages", "output__error").first()
    if run is None or run["state"] in OPEN:
        return _paper(document, (), _NOT_YET)
    if run["output__pages"] or run["output__error"]:
        return _paper(document, tuple(_sheet(page) for page in run["output__pages"] or ()), run["output__error"])
    return _paper(document, page_files.sheets(document.sha256))


def _sheet(page: dict[str, Any]) -> Sheet:
    return Sheet(page["number"], page["width"], page["height"], image=bool(page["image"]))


def _paper(document: Document, pages: tuple[Sheet, ...], otherwise: str | None = None) -> Paper:
    """`otherwise` is said where there are neither pages nor a text."""
    text = ""
    if not pages:
        text = _xml(document) if document.media_type == _XML else otherwise or _NO_PAGES
    return Paper(paper_id(document), str(document), document.media_type, document.size, pages, text)


def _xml(document: Document) -> str:
    try:
        return xml_text.text_of(store.read(document.sha256))
    except store.StoreTrouble as trouble:
        return str(trouble)


def _mail(email: Email, document: Document) -> Paper:
    """The mail's text is kept beside the document's pages: mails are large and seldom looked at."""
    kept = store.pages_dir(document.sha256) / f"mail-{email.sha256}.txt"
    try:
        text = kept.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        text = _letter(email, kept)
    return Paper(MAIL, "Email", MAIL_TYPE, email.size, (), text)


def _letter(email: Email, kept: Path) -> str:
    try:
        text = letter(store.read(email.sha256), email.ignored)
    except store.StoreTrouble as trouble:
        return str(trouble)
    with suppress(OSError):  # then it is made again
        store.write_whole(kept, text.encode())
    return text


def _original(sha256: str, media_type: str, name: str) -> PaperFile:
    endings = _ENDINGS.get(media_type, ())
    ending = "" if PurePath(name).suffix.lower() in endings else endings[0] if endings else ".bin"
    return PaperFile(store.read(sha256), media_type, (name.strip() or "document") + ending)


def _from_pages(document: Document, what: str) -> PaperFile | None:
    if document.media_type == _XML:
        return None
    if what == "words":
        words = _there(document, lambda: page_files.words(document.sha256))
        return PaperFile(words, "application/json", "words.json") if words else None
    number = _PAGE.fullmatch(what)
    if number is None:
        return None
    picture = _there(document, lambda: page_files.picture(document.sha256, int(number[1])))
    return PaperFile(picture, "image/jpeg", f"{what}.jpg") if picture else None


def _there(document: Document, find: Callable[[], bytes | None]) -> bytes | None:
    """What was made with the reading; made again if it is gone, but never for a document that wasn't read so far."""
    if (found := find()) is not None:
        return found
    read = StepRun.objects.filter(case_id=document.case_id, step="extract", state="done")
    return page_files.made_again(document.sha256, find) if read.exists() else None
