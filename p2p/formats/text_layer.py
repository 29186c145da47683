"""The words of a PDF's text layer, page by page, as pdfplumber finds them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PdfPage
from pdfplumber.utils.exceptions import PdfminerException

from p2p.formats.document import Budget
from p2p.formats.evidence.words import Sheet, Word
from p2p.formats.refusals import PARSER_FAULTS
from p2p.formats.visible_part import visible_part

_ENOUGH_WORDS = 5
_READABLE_SHARE = 0.7

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about every odd font


def sheets(path: Path, order: list[int], budget: Budget) -> dict[int, Sheet]:
    """Read the pages in `order` while the budget lasts. Pages without a usable text layer are left out.

    A text layer that breaks the parser counts as none: the page can still be looked at.
    """
    found: dict[int, Sheet] = {}
    try:
        with pdfplumber.open(path) as pdf:
            for number in order:
                if budget.left() <= 0:
                    break
                sheet = _sheet(pdf.pages[number - 1], number)
                if sheet is not None:
                    found[number] = sheet
    except (PdfminerException, *PARSER_FAULTS) as error:
        logging.getLogger(__name__).warning("text layer given up: %s", error)
    return found


def _sheet(page: PdfPage, number: int) -> Sheet | None:
    left, top, right, bottom = visible_part(page)
    words = tuple(word for word in _words(page, number, left, top) if _is_seen(word, right - left, bottom - top))
    page.close()
    if len(words) < _ENOUGH_WORDS or _readable_share(words) < _READABLE_SHARE:
        return None
    return Sheet(number=number, width=right - left, height=bottom - top, words=words, source="text")


def _is_seen(word: Word, width: float, height: float) -> bool:
    return 0 <= (word.x0 + word.x1) / 2 <= width and 0 <= word.middle <= height


def _words(page: PdfPage, number: int, left: float, top: float) -> list[Word]:
    """Upright words only, placed from that corner: stamps along the margin would be read letter by letter."""
    places = {(round(char["x0"]), round(char["top"])) for char in page.chars if char["text"] != " "}
    upright = page.filter(lambda thing: _is_kept(thing, places)).dedupe_chars()
    left, top = left + float(page.bbox[0]), top + float(page.bbox[1])
    return [
        Word(
            raw["text"],
            raw["x0"] - left,
            raw["top"] - top,
            raw["x1"] - left,
            raw["bottom"] - top,
            number,
        )
        for raw in upright.extract_words(x_tolerance_ratio=0.15, y_tolerance=2.5)
    ]


def _is_kept(thing: dict[str, Any], places: set[tuple[int, int]]) -> bool:
    """Upright, and no space that another character covers: some writers leave these inside numbers."""
    if not thing.get("upright", True):
        return False
    return thing.get("text") != " " or (round(thing["x0"]), round(thing["top"])) not in places


def _readable_share(words: tuple[Word, ...]) -> float:
    """Fonts without a map to Unicode give "(cid:12)" or private characters: such a layer is no text."""
    text = "".join(word.text for word in words)
    strange = text.count("(cid:") * 6 + sum(1 for char in text if not char.isprintable() or char == "\ufffd")
    return 1 - min(1.0, strange / max(len(text), 1))
