"""The lending desk with papers: what strangers send, under the names that they give it."""

from dataclasses import replace

from tests.exceptions_queue.desk import LENDING
from workflow.models import Case
from workflow.outcomes import Retryable
from workflow.papers import Paper, PaperFile, Sheet, Shown

TYPES = {
    "1": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "html": "text/html",
    "mail": "message/rfc822",
    "odd": "text/html\r\nX-Injected: yes",
}
SCRIPT = b"<script>alert(1)</script>"
PICTURE = b"\xff\xd8\xff picture"


class ShelfGone(Retryable):
    """The shelf is gone. Bring it back."""


def papers(case_id: int) -> tuple[Paper, ...]:
    """Two pages with a long tail of oddities; titles and texts are the request's own."""
    subject = Case.objects.get(pk=case_id).subject
    pages = (Sheet(1, 595.0, 842.0, image=True), Sheet(2, 842.25, 595.0, image=False))
    return (
        Paper("1", subject["title"], TYPES["1"], 2048, pages),
        Paper("mail", "Email", TYPES["mail"], 512, (), text=subject.get("letter", "Dear desk")),
    )


def paper_file(case_id: int, paper: str, what: str) -> PaperFile | None:
    """The files of the papers above, and of one that can't be had."""
    subject = Case.objects.get(pk=case_id).subject
    if paper == "gone":
        raise ShelfGone
    if subject.get("bare") or paper not in TYPES:
        return None
    if what == "original":
        return PaperFile(SCRIPT, TYPES[paper], subject["title"])
    if paper != "1":
        return None
    return {
        "page-1": PaperFile(PICTURE, "image/jpeg", "page-1.jpg"),
        "words": PaperFile(b'{"1":[["Emma",1,2,3,4]]}', "application/json", "words.json"),
    }.get(what)


def shown(case_id: int) -> tuple[Shown, ...]:
    """One field on the first page, one on the second, one without a place."""
    title = Case.objects.get(pk=case_id).subject["title"]
    return (
        Shown("title", title, title, "read", 0.9, paper="1", page=1, box=(10.0, 20.0, 110.5, 30.0)),
        Shown("copies", "Copies", "2", "read", 0.9, paper="1", page=2, box=(0.5, 1.0, 900.0, 12.0)),
        Shown("shelf", "Shelf", "", "not found"),
    )


ARCHIVE = replace(LENDING, papers=papers, paper_file=paper_file, shown=shown)
