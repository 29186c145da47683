"""What came of a document's pages: sheets of words, page facts, and in words what was left unread."""

from __future__ import annotations

import json
from dataclasses import dataclass

from p2p.formats.document import Document
from p2p.formats.evidence.words import Sheet
from p2p.formats.reading import Page

WORDS_FILE = "words.json"


class NothingRead(Exception):
    """The time was over before a single page was read."""


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Sheets in page order, one `Page` for each page of the file, and notes for people."""

    sheets: tuple[Sheet, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()


def collected(
    sizes: dict[int, tuple[float, float]],
    sheets: dict[int, Sheet],
    document: Document,
    drawn: dict[int, str] | None = None,
) -> PagesRead:
    """Put the pages together and leave the word boxes beside the images, for showing where a value stands.

    Raises `NothingRead` when time ran out before the first page.
    """
    unread = [number for number in sizes if number not in sheets] if document.budget.left() <= 0 else []
    if unread and not any(sheet.words for sheet in sheets.values()):
        raise NothingRead
    ordered = tuple(sheets[number] for number in sorted(sheets))
    if document.images_dir is not None:
        words = {sheet.number: [[word.text, *word.box] for word in sheet.words] for sheet in ordered}
        (document.images_dir / WORDS_FILE).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    pages = tuple(_page(number, size, sheets, drawn or {}) for number, size in sizes.items())
    return PagesRead(ordered, pages, _notes(unread, len(sizes)))


def _page(number: int, size: tuple[float, float], sheets: dict[int, Sheet], drawn: dict[int, str]) -> Page:
    sheet = sheets.get(number)
    if sheet is None:
        return Page(number=number, width=size[0], height=size[1], words=0, image=drawn.get(number))
    return Page(number=number, width=sheet.width, height=sheet.height, words=len(sheet.words), image=sheet.image)


def _notes(unread: list[int], pages: int) -> tuple[str, ...]:
    if not unread:
        return ()
    named = ", ".join(str(number) for number in unread)
    return (f"The time limit was reached: of {pages} pages these were not read: {named}.",)
