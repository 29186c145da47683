"""The lending desk with papers: as many as the request's subject names, each called as it says there."""

from dataclasses import replace
from typing import Any

from tests.exceptions_queue.desk import LENDING
from workflow.models import Case
from workflow.outcomes import Retryable
from workflow.papers import Paper, PaperFile, Sheet, Shown

PDF = b"%PDF-1.4 " + bytes(range(256)) * 40


class ShelfEmpty(Retryable):
    """The paper is no longer on its shelf. Fetch it from the cellar."""


def _subject(case_id: int) -> dict[str, Any]:
    subject: dict[str, Any] = Case.objects.get(pk=case_id).subject
    return subject


def papers(case_id: int) -> tuple[Paper, ...]:
    titles = _subject(case_id).get("papers", [])
    sheets = (Sheet(1, 595, 842, image=True), Sheet(2, 595, 842, image=True), Sheet(3, 595, 842, image=False))
    types = ("application/pdf", "application/xml", "text/html")
    return tuple(
        Paper(str(place), title, types[place % 3], len(PDF), () if place else sheets, text=title if place else "")
        for place, title in enumerate(titles)
    )


def paper_file(case_id: int, paper: str, what: str) -> PaperFile | None:
    title, subject = papers(case_id)[int(paper)], _subject(case_id)
    if paper in subject.get("lost", ()):
        raise ShelfEmpty
    if what == "original":
        return PaperFile(PDF + paper.encode(), title.media_type, title.title)
    return PaperFile(b"\xff\xd8" + what.encode(), "image/jpeg", "x.jpg") if what.startswith("page-") else None


def shown(case_id: int) -> tuple[Shown, ...]:
    subject = _subject(case_id)
    title = Shown("title", "Title", subject["title"], "read", 0.93, "0", 1, (1.0, 2.0, 3.0, 4.0), subject["title"])
    return (title, Shown("copies", "Copies", "-2", "typed by Carol"))


SHELF = replace(LENDING, papers=papers, paper_file=paper_file, shown=shown)
