"""The pictures and words of a document's pages, as the reading child left them in the document's folder.

They are made from the document in a child process and never here. Where they are gone, the child makes them again.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from p2p import readings, store
from p2p.formats.page_image import DPI
from p2p.formats.pages_read import WORDS_FILE
from p2p.mail.picture_size import size_of
from workflow.papers import Sheet

Words = dict[int, list[tuple[str, float, float, float, float]]]

_POINTS = 72 / DPI
_MOST_BYTES = 16 * 1024 * 1024
_JPEG = b"\xff\xd8\xff"
_NUMBER = re.compile(r"page-(\d{3,4})\.jpg")


def picture(sha256: str, number: int) -> bytes | None:
    """The picture of page `number` as a JPEG."""
    content = _kept(store.pages_dir(sha256) / f"page-{number:03}.jpg")
    return content if content and content.startswith(_JPEG) else None


def words(sha256: str) -> bytes | None:
    """JSON: page to words, each with its text and box in points."""
    content = _kept(store.pages_dir(sha256) / WORDS_FILE)
    try:
        pages = msgspec.json.decode(content or b"", type=Words)
    except msgspec.DecodeError:
        return None
    return msgspec.json.encode({page: [_rounded(*word) for word in found] for page, found in pages.items()})


def _rounded(text: str, *box: float) -> tuple[str, *tuple[float, ...]]:
    """A hundredth of a point is finer than any screen."""
    return (text, *(round(side, 2) for side in box))


def sheets(sha256: str) -> tuple[Sheet, ...]:
    """The pages that there are pictures of: for a document whose reading came to nothing."""
    numbers = (_NUMBER.fullmatch(path.name) for path in store.pages_dir(sha256).glob("page-*.jpg"))
    return tuple(
        Sheet(number, size[0] * _POINTS, size[1] * _POINTS, image=True)
        for number in sorted(int(found[1]) for found in numbers if found)
        if (size := size_of(picture(sha256, number) or b"", "jpeg"))
    )


def made_again(sha256: str, find: Callable[[], bytes | None]) -> bytes | None:
    """What is found once the document was read anew, by the child."""
    with suppress(readings.DocumentNotRead):
        readings.reading_of(sha256)
    return find()


def _kept(path: Path) -> bytes | None:
    """The file's bytes. What the child wrote is a stranger's: links are not followed, and size has a limit."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= _MOST_BYTES else None
