"""What keys do, and what they must not do."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import ANSWERS, begin, reason_of, task_of
from tests.browser.portal import Portal


def test_an_answer_is_taken_back_by_z(portal: Portal) -> None:
    station = portal.station
    hands = begin(portal, "clerk")
    task = task_of(hands.page)
    hands.answer(ANSWERS[reason_of(station, task)])
    hands.press("z")
    expect(hands.page.locator(".toast.undo")).to_have_count(0)
    case = station.value("SELECT case_id FROM workflow_task WHERE id = %s", task)
    assert station.taken_back(task) == 1
    asked_again = station.rows("SELECT state, reason FROM workflow_task WHERE case_id = %s AND id > %s", case, task)
    assert asked_again == [("open", reason_of(station, task))]


@pytest.fixture
def keys_off(portal: Portal) -> Page:
    page = portal.open("/preferences/", "controller")
    page.uncheck("[name=keys]")
    page.click("button.primary")
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    return page


def test_no_single_key_acts_where_they_are_off(portal: Portal, keys_off: Page) -> None:
    page = keys_off
    page.goto("/queue/?whose=all")
    here = page.url
    for key in ("n", "j", "/", "x", "a", "s", "?"):
        page.keyboard.press(key)
    assert page.url == here
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.locator("dialog").count() == 0
    page.goto("/preferences/")
    page.check("[name=keys]")
    page.click("button.primary")
    expect(page.locator("body")).to_have_attribute("data-keys", "on")


def test_what_is_typed_into_the_note_is_only_written(portal: Portal) -> None:
    task = portal.station.question("clerk")
    page = portal.open(f"/tasks/{task}/")
    page.locator("#note").focus()
    page.keyboard.type("nuzase123[]+-t?jkrx/")
    assert page.input_value("#note") == "nuzase123[]+-t?jkrx/"
    assert task_of(page) == task
    assert page.locator("[name=choice]:checked").count() == 0
    assert page.locator("dialog").count() == 0
    assert portal.station.decisions(task) == []


def test_a_digit_only_selects_and_enter_sends_nothing(portal: Portal) -> None:
    task = portal.station.question("clerk")
    page = portal.open(f"/tasks/{task}/")
    for digit in ("1", "2", "1"):
        page.keyboard.press(digit)
        expect(page.locator(f"[name=choice][data-key='{digit}']")).to_be_checked()
    # A form that is sent says so at once, before any request; it is kept from going anywhere.
    page.evaluate(
        "document.addEventListener('submit', (sent) => { sent.preventDefault(); document.title = 'sent'; }, true)"
    )
    page.keyboard.press("Enter")
    assert page.title() != "sent"
    page.keyboard.press("Control+Enter")
    assert page.title() == "sent"
    assert portal.station.decisions(task) == []


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/queue/", {"n", "j", "k", "Enter", "x", "a", "s", "/", "?"}),
        ("", set("nujkase[]+-trd?") | {"1", "Ctrl+Enter"}),
    ],
    ids=["queue", "question"],
)
def test_the_question_mark_lists_what_acts(portal: Portal, path: str, keys: set[str]) -> None:
    page = portal.open(path or f"/tasks/{portal.station.question('clerk', 'price_variance')}/")
    page.keyboard.press("?")
    listed = set(page.locator("dialog[open] kbd").all_text_contents())
    assert listed >= keys, keys - listed
    page.keyboard.press("n")  # dead while the list is open
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
