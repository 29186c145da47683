"""One picture of a page to one sheet of words, trying harder only where the first try was poor."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from p2p.formats import page_image, picture
from p2p.formats.document import Document, Look
from p2p.formats.evidence.words import Sheet, Word
from p2p.formats.recognition import NothingToRecognise, Recognised, RecognitionTimedOut, recognise

DPI = 200
_POOR = 0.75
_FEW_WORDS = 12
_SPARSE_LAYOUT = 11
NOTHING = Recognised((), 0.0)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A picture of page `number`, with its scale in pixels an inch."""

    picture: Image.Image
    number: int
    dpi: float


def sheet(scanned: Scanned, document: Document) -> Sheet:
    """Recognise the page. Raises `RecognitionTimedOut` when the budget is spent."""
    upright = picture.straightened(scanned.picture.convert("L"))
    found = _best(upright, scanned.number, document)
    scale = 72 / scanned.dpi
    image = None
    if document.images_dir is not None:
        image = page_image.save(upright.copy(), document.images_dir, scanned.number)
    return Sheet(
        number=scanned.number,
        width=round(upright.width * scale, 1),
        height=round(upright.height * scale, 1),
        words=tuple(_scaled(word, scale) for word in found.words),
        source="ocr",
        image=image,
    )


def _best(upright: Image.Image, number: int, document: Document) -> Recognised:
    """The first pass, and where that is poor another with even light, and one for scattered words."""
    try:
        best = _pass(upright, number, document, document.look)
    except NothingToRecognise:
        return NOTHING
    for look in (document.look, Look(document.look.languages, _SPARSE_LAYOUT)):
        if not _is_poor(best):
            break
        try:
            best = max(best, _pass(picture.evened(upright), number, document, look), key=_worth)
        except RecognitionTimedOut:
            break  # the time is up; what the first pass made out is what there is
    return best


def _pass(upright: Image.Image, number: int, document: Document, look: Look) -> Recognised:
    file = document.work_dir / f"ocr-{number}.png"
    upright.save(file, "PNG", compress_level=1)
    try:
        return recognise(file, seconds=document.budget.left(), look=look, page=number)
    finally:
        file.unlink(missing_ok=True)


def _is_poor(found: Recognised) -> bool:
    return found.sure < _POOR or len(found.words) < _FEW_WORDS


def _worth(found: Recognised) -> float:
    return sum(word.sure for word in found.words if word.sure > 0.5 and len(word.text) > 1)


def _scaled(word: Word, scale: float) -> Word:
    return Word(
        word.text,
        round(word.x0 * scale, 2),
        round(word.top * scale, 2),
        round(word.x1 * scale, 2),
        round(word.bottom * scale, 2),
        word.page,
        word.sure,
    )
