"""No page breaks a rule of accessibility that axe knows, in either theme, at any width.

Each page is judged once, in a combination that goes round; `make axe` judges all of them.
"""

from itertools import product
from typing import Any

import pytest

from tests.browser.audit import violations
from tests.browser.pages import PLACES, Place
from tests.browser.portal import Portal

COMBINATIONS = tuple(product(("light", "dark"), (1440, 768, 390)))


def judged() -> list[Any]:
    return [
        pytest.param(
            place,
            theme,
            width,
            id=f"{place.name}-{theme}-{width}",
            marks=[] if number == index % len(COMBINATIONS) else [pytest.mark.slow],
        )
        for index, place in enumerate(PLACES)
        for number, (theme, width) in enumerate(COMBINATIONS)
    ]


@pytest.mark.parametrize(("place", "theme", "width"), judged())
def test_nothing_is_in_the_way(portal: Portal, place: Place, theme: str, width: int) -> None:
    if place.status != 200:
        portal.expected = {place.status}
    page = portal.open(place.path(portal.station), place.user, theme=theme, width=width)
    if place.then:
        place.then(page)
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_nothing_scrolls_sideways_on_a_small_screen(portal: Portal, place: Place) -> None:
    if place.status != 200:
        portal.expected = {place.status}
    page = portal.open(place.path(portal.station), place.user, width=320)
    if place.then:
        place.then(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
