"""Somebody who answers questions without a mouse."""

from dataclasses import dataclass, field

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
