"""The box of a field lies around the field's words, however the page is looked at."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portal import Portal

# Pixels by which a box may miss the outline of a word: both are rounded on their way.
SLACK = 1.5
# Where each box and each word of the first page is on the screen, from the page's own geometry.
MEASURE = """
({words}) => {
  const face = document.querySelector(".paper:not([hidden]) .sheet .face");
  const svg = face.querySelector("svg.marks");
  const spot = ([x, y]) => {
    const image = face.querySelector("img");
    const place = image.getBoundingClientRect();
    const turned = Number(document.querySelector(".paper:not([hidden])").dataset.turned || 0);
    const {width, height} = face.closest(".sheet").dataset;
    const [across, down] = [x / width, y / height];
    const [u, v] = {0: [across, down], 90: [1 - down, across]}[turned];
    return [place.left + u * place.width, place.top + v * place.height];
  };
  const boxes = [...svg.querySelectorAll("rect[data-field]")].map((box) => {
    const {left, top, right, bottom} = box.getBoundingClientRect();
    return {field: box.dataset.field, left, top, right, bottom};
  });
  const places = words.map(([text, x0, top, x1, bottom]) => {
    const [one, other] = [spot([x0, top]), spot([x1, bottom])];
    return {text, x: (one[0] + other[0]) / 2, y: (one[1] + other[1]) / 2};
  });
  return {boxes, places};
}
"""


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def words_of_first_page(page: Page) -> list[Any]:
    address = page.locator(".paper:not([hidden])").first.get_attribute("data-words")
    answer = page.request.get(address or "", headers={"Accept": "application/json"})
    words: list[Any] = json.loads(answer.text())["1"]
    return words


def values(page: Page) -> dict[str, str]:
    """What each boxed field says on the page of the case."""
    found = page.locator("button.value[data-field]")
    return {str(one.get_attribute("data-field")): one.inner_text() for one in found.all()}


def read_in_boxes(page: Page, words: list[Any]) -> dict[str, str]:
    """The words whose middle lies in each field's box on the screen."""
    seen = page.evaluate(MEASURE, {"words": words})
    return {
        box["field"]: " ".join(
            place["text"]
            for place in seen["places"]
            if box["left"] - SLACK <= place["x"] <= box["right"] + SLACK
            and box["top"] - SLACK <= place["y"] <= box["bottom"] + SLACK
        )
        for box in seen["boxes"]
    }


def open_document(portal: Portal, scale: int) -> Page:
    """A question's page, once its first picture has arrived."""
    task = portal.station.question("clerk", "price_variance")
    page = portal.open(f"/tasks/{task}/", device_scale_factor=scale)
    page.wait_for_function("document.querySelector('.paper:not([hidden]) .sheet img').complete")
    return page


# Each: what is pressed, and by how many degrees the page is turned then.
VIEWS = {"as-wide": ([], ""), "larger": (["+", "+"], ""), "smaller": (["-"], ""), "turned": (["r"], "90")}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("view", VIEWS)
def test_each_box_holds_its_words(portal: Portal, view: str, scale: int) -> None:
    page = open_document(portal, scale)
    words = words_of_first_page(page)
    plain = read_in_boxes(page, words)
    keys, turned = VIEWS[view]
    for key in keys:
        page.keyboard.press(key)
    if turned:
        expect(page.locator(".paper:not([hidden])")).to_have_attribute("data-turned", turned)
    seen = read_in_boxes(page, words)
    assert len(seen) >= 6
    assert seen == plain
    known = values(page)
    for field in ("invoice_number", "po_number", "seller_vat_id"):
        if field in known:
            assert letters(known[field]) in letters(seen[field]), (field, known[field], seen[field])
    assert letters(known["invoice_number"]) in letters(seen["invoice_number"])
    assert all(seen.values()), f"an empty box: {seen}"


def test_the_field_in_focus_is_boxed_and_seen(portal: Portal) -> None:
    page = open_document(portal, 1)
    page.keyboard.press("j")
    field = page.evaluate("document.activeElement.dataset.field")
    box = page.locator(f"rect.on[data-field='{field}']")
    expect(box).to_be_in_viewport()


def test_a_word_of_the_page_is_taken_by_a_click(portal: Portal) -> None:
    page = open_document(portal, 1)
    page.locator("#note").focus()
    word = next(one for one in words_of_first_page(page) if len(one[0]) > 5)
    seen = page.evaluate(MEASURE, {"words": [word]})["places"][0]
    page.mouse.click(seen["x"], seen["y"])
    expect(page.locator("#note")).to_have_value(f"{word[0]} ")
