"""The papers of a case in its pack: each as it was received, with the pictures of its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exceptions_queue.evidence_pack.archive import Added, Archive
from exceptions_queue.evidence_pack.names import ending, folder_of
from workflow.define import Process
from workflow.outcomes import Retryable
from workflow.papers import Paper


@dataclass(frozen=True, slots=True)
class Packed:
    """A paper and its files; `original` is None where it could not be read."""

    paper: Paper
    name: str
    original: Added | None
    pages: tuple[Added, ...]


def pack_papers(archive: Archive, process: Process, case_id: int, papers: Sequence[Paper]) -> tuple[Packed, ...]:
    """Add the files of each paper, one at a time: no more than one is ever in memory."""
    return tuple(_packed(archive, process, case_id, place, paper) for place, paper in enumerate(papers, 1))


def _packed(archive: Archive, process: Process, case_id: int, place: int, paper: Paper) -> Packed:
    folder = folder_of(place, paper.title)
    files = {what: _added(archive, process, case_id, paper, what, f"{folder}/{name}") for what, name in _files(paper)}
    if paper.text:
        archive.add(f"{folder}/text.txt", paper.text.encode("utf-8", "backslashreplace"), "its text as it is shown")
    pages = tuple(file for what, file in files.items() if what.startswith("page-") and file)
    return Packed(paper, paper.title, files["original"], pages)


def _files(paper: Paper) -> Iterator[tuple[str, str]]:
    """What there should be of a paper, and what it is called without its ending."""
    yield "original", "original"
    yield from ((f"page-{sheet.number}", f"page-{sheet.number:03}") for sheet in paper.pages if sheet.image)
    if paper.pages:
        yield "words", "words"


def _added(archive: Archive, process: Process, case_id: int, paper: Paper, what: str, path: str) -> Added | None:
    try:
        file = process.paper_file(case_id, paper.id, what)
    except Retryable as trouble:
        archive.lack(path, str(trouble))
        return None
    if file is None:
        if what != "words":
            archive.lack(path, "There is no such file.")
        return None
    about = f"{what} of “{paper.title}”, received as “{file.filename}”" if what == "original" else what
    return archive.add(path + ending(file.media_type), file.content, about)
