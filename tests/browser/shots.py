"""Photographs every page of the portal for the documentation: `make shots` (python -m tests.browser.shots).

Light and dark, wide and narrow, into docs/img. Pictures that look the same keep their bytes, as far as the demo's
numbers and times allow; each is reduced to few colours, so that the repository stays small.
"""

import io
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.hands import ANSWERS, begin, reason_of, task_of
from tests.browser.pages import Place, act, case, question
from tests.browser.portal import Portal, chromium
from tests.browser.station import running

IMAGES = Path(__file__).parent.parent.parent / "docs" / "img"
LARGEST = 150_000
TALLEST = 1400  # pixels: more of a page says no more about it
COLOURS = (256, 128, 64, 32, 16)


def _choose_first(page: Page) -> None:
    page.keyboard.press("1")
    page.wait_for_function(PICTURES_THERE)


def _wait_for_pictures(page: Page) -> None:
    page.wait_for_function(PICTURES_THERE)


def _list_keys(page: Page) -> None:
    page.keyboard.press("?")


PLACES = (
    Place("login", "/login/", None),
    Place("home", "/"),
    Place("queue", "/queue/"),
    Place("question", question("clerk", "price_variance"), "clerk", _choose_first),
    Place("question-account", question("clerk", "bank_details_differ"), "clerk", _wait_for_pictures),
    Place("approval", question("approver"), "approver", _wait_for_pictures),
    Place("keys", question("clerk", "price_variance"), "clerk", _list_keys),
    Place("case", case("completed"), "clerk", _wait_for_pictures),
    Place("act", act),
    Place("cases", "/cases/"),
    Place("upload", "/upload/"),
    Place("activity", "/activity/"),
    Place("preferences", "/preferences/"),
)
PICTURES_THERE = "[...document.querySelectorAll('.paper:not([hidden]) img')].every((one) => one.complete)"
LOOKS = tuple(product(("light", "dark"), (1440, 390)))


def _answer_one(portal: Portal) -> None:
    """So that there is an activity to show; its undo is over before the first picture."""
    hands = begin(portal, "clerk")
    hands.answer(ANSWERS[reason_of(portal.station, task_of(hands.page))])
    expect(hands.page.locator(".toast.undo")).to_have_count(0)
    hands.page.context.close()


def take(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Each page in each look: the picture's name and its bytes."""
    for place, (theme, width) in product(PLACES, LOOKS):
        page = portal.open(place.path(portal.station), place.user, theme=theme, width=width)
        if place.then:
            place.then(page)
        page.mouse.move(0, 0)
        shot = page.screenshot(full_page=place.name != "keys", animations="disabled")
        page.context.close()
        yield f"{place.name}-{theme}-{width}.png", small(shot)


def small(shot: bytes) -> bytes:
    """The picture in as many colours as keep it small."""
    with Image.open(io.BytesIO(shot)) as opened:
        picture = opened.convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def main() -> int:
    """Write them all; 1 where a browser complained."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as data,
        TemporaryDirectory() as mails,
        running(Path(data), Path(mails)) as station,
        sync_playwright() as playwright,
    ):
        portal = Portal(playwright.chromium.launch(executable_path=chromium()), station)
        _answer_one(portal)
        for name, picture in take(portal):
            (IMAGES / name).write_bytes(picture)
            sys.stdout.write(f"{name} {len(picture) // 1000} kB\n")
    sys.stderr.writelines(f"{complaint}\n" for complaint in portal.complaints)
    return 1 if portal.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
