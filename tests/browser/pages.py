"""Every page of the portal, in every state that looks different."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.station import Station

Address = Callable[[Station], str]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, who looks at it, and what they do there before it is judged."""

    name: str
    address: str | Address
    user: str | None = "clerk"
    then: Callable[[Page], None] | None = None
    status: int = 200

    def path(self, station: Station) -> str:
        return self.address if isinstance(self.address, str) else self.address(station)


def question(role: str, reason: str = "") -> Address:
    return lambda station: f"/tasks/{station.question(role, reason)}/"


def case(state: str) -> Address:
    return lambda station: f"/cases/{station.case_in(state)}/"


def act(station: Station) -> str:
    return f"/cases/{station.case_in('completed')}/acts/hold_payment/"


def _list_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def _open_everything(page: Page) -> None:
    for summary in page.locator("main summary").all():
        if summary.is_visible() and summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()


def _open_menu(page: Page) -> None:
    page.click(".person > summary")


def _send_wrong(page: Page) -> None:
    """An answer without a note: the browser would ask for it, so it is told not to."""
    page.evaluate("document.querySelector('form[data-answer]').noValidate = true")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#problems")


def _log_in_wrong(page: Page) -> None:
    page.fill("[name=login]", "nobody")
    page.fill("[name=password]", "wrong")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")


def _choose(digit: str) -> Callable[[Page], None]:
    def then(page: Page) -> None:
        page.keyboard.press(digit)
        page.wait_for_selector("[name=choice]:checked")

    return then


PLACES = (
    Place("login", "/login/", None),
    Place("login-refused", "/login/", None, _log_in_wrong),
    Place("home", "/"),
    Place("home-menu", "/", "administrator", _open_menu),
    Place("queue", "/queue/"),
    Place("queue-all", "/queue/?whose=all", "manager"),
    Place("queue-empty", "/queue/?reason=vendor_blocked"),
    Place("queue-read", "/queue/", "auditor"),
    Place("keys", "/queue/", "clerk", _list_keys),
    Place("question-price", question("clerk", "price_variance"), "clerk", _choose("2")),
    Place("question-account", question("clerk", "bank_details_differ")),
    Place("question-sums", question("clerk", "arithmetic_error"), "clerk", _choose("1")),
    Place("question-refused", question("clerk", "quantity_variance"), "clerk", _send_wrong, 422),
    Place("question-approval", question("approver"), "approver"),
    Place("question-read", question("clerk"), "auditor", _open_everything),
    Place("case-paid", case("completed"), "clerk", _open_everything),
    Place("case-waiting", case("waiting"), "controller"),
    Place("act", act, "clerk"),
    Place("cases", "/cases/"),
    Place("cases-empty", "/cases/?q=nothing-like-this"),
    Place("upload", "/upload/"),
    Place("activity", "/activity/"),
    Place("preferences", "/preferences/"),
    Place("password", "/password/"),
    Place("not-found", "/cases/999999/", status=404),
    Place("not-for-you", "/upload/", "auditor", status=403),
)
