"""One running system and one browser for all tests of this folder; a clean record after each test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.portal import Portal, chromium
from tests.browser.station import Station, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """Everything up, its questions asked."""
    with running(tmp_path_factory.mktemp("station"), tmp_path_factory.mktemp("mails")) as station:
        yield station


# Ends with the package: while Playwright's loop runs, Django's ORM takes this thread for an asynchronous one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def portal(browser: Browser, station: Station) -> Iterator[Portal]:
    """Opens pages; afterwards nothing may have been complained of."""
    portal = Portal(browser, station)
    yield portal
    portal.close()
    portal.assert_clean()
