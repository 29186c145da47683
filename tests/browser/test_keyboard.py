"""Ten questions answered without a mouse, and what keys must not do."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portal import Portal
from tests.browser.station import Station

# What is chosen, and whether something must be typed; whichever question comes up.
ANSWERS = {
    "price_variance": "accept",
    "wrong_company": "refuse",
    "arithmetic_error": "refuse",
    "new_vendor": "refuse",
    "bank_details_differ": "pay_master_account",
    "po_not_found": "refuse",
    "quantity_variance": "refuse",
    "not_payable_document": "set_aside",
    "over_threshold": "approve",
}
NOTE = "As agreed by telephone n z 1 ?"
MOST_PRESSES = 3


@dataclass(slots=True)
class Hands:
    """Somebody without a mouse. Counts what they press, but not what they write."""

    page: Page
    presses: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.presses.append(key)
        self.page.keyboard.press(key)

    def answer(self, choice: str) -> int:
        """Answer the question that is open, and return how many presses it took."""
        before = len(self.presses)
        radio = self.page.locator(f"#choice-{choice}")
        self.press(radio.get_attribute("data-key") or "")
        expect(radio).to_be_checked()
        if radio.get_attribute("data-needs-note") is not None:
            self.press("Tab")
            expect(self.page.locator("#note")).to_be_focused()
            self.page.keyboard.type(NOTE)
        asked = self.page.url
        self.press("Control+Enter")
        self.page.wait_for_url(lambda url: url != asked, wait_until="domcontentloaded")
        expect(self.page.locator(".toast.undo")).to_be_visible()
        return len(self.presses) - before


def task_of(page: Page) -> int:
    return int(page.url.partition("/tasks/")[2].partition("/")[0])


def reason_of(station: Station, task: int) -> str:
    reason: str = station.value("SELECT reason FROM workflow_task WHERE id = %s", task)
    return reason


def begin(portal: Portal, user: str) -> Hands:
    """The queue is open; n leads to its first question."""
    hands = Hands(portal.open("/queue/", user))
    hands.press("n")
    hands.page.wait_for_url("**/tasks/*/**")
    return hands


def answered(portal: Portal, user: str, count: int) -> list[tuple[int, str, str]]:
    """So many questions, one after the other as they come: the task, its reason, what was chosen."""
    hands = begin(portal, user)
    done = []
    for _ in range(count):
        task = task_of(hands.page)
        reason = reason_of(portal.station, task)
        assert hands.answer(ANSWERS[reason]) <= MOST_PRESSES
        done.append((task, reason, ANSWERS[reason]))
    return done


def test_ten_questions_are_answered_by_keyboard_alone(portal: Portal) -> None:
    done = [("clerk", *one) for one in answered(portal, "clerk", 9)]
    done += [("approver", *one) for one in answered(portal, "approver", 1)]
    assert len({reason for _, _, reason, _ in done}) >= 6

    station = portal.station
    cases = {
        task: str(station.value("SELECT case_id FROM workflow_task WHERE id = %s", task)) for _, task, _, _ in done
    }
    station.system.rest(cases.values())
    for user, task, reason, choice in done:
        story = station.system.case(cases[task])
        (told,) = [one for one in story["tasks"] if one["id"] == str(task)]
        assert (told["reason"], told["state"], told["choice"], told["decided_by"]) == (reason, "decided", choice, user)
        assert [(made, by) for made, by, _ in station.decisions(task)] == [(choice, user)]
        assert story["state"] == {"refuse": "refused", "set_aside": "ignored"}.get(choice, "completed"), (reason, story)
    assert Counter(len(station.decisions(task)) for _, task, _, _ in done) == {1: 10}


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


def test_a_digit_only_selects(portal: Portal) -> None:
    task = portal.station.question("clerk", "quantity_variance")
    page = portal.open(f"/tasks/{task}/")
    for digit in ("1", "2", "1"):
        page.keyboard.press(digit)
        expect(page.locator(f"[name=choice][data-key='{digit}']")).to_be_checked()
    page.keyboard.press("Enter")
    assert task_of(page) == task
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
