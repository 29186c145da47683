"""Browsers that look at the portal, and everything that goes wrong in them on the way."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.station import Station

HEIGHTS = {1440: 900, 768: 1024, 390: 844, 320: 640}
# An upper bound for machines that have other things to do; nothing waits for this long when all is well.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@dataclass  # without slots: Playwright hangs something onto who listens
class Portal:
    """Opens pages as somebody, and remembers what browsers complained of. `expected`: statuses that a test wants."""

    browser: Browser
    station: Station
    expected: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self, path: str, user: str | None = "clerk", *, theme: str = "light", width: int = 1440, **more: Any
    ) -> Page:
        """A page of the portal in a window of its own, as the user sees it."""
        page = self.context(user, theme=theme, width=width, **more).new_page()
        page.goto(path)
        return page

    def context(
        self, user: str | None = "clerk", *, theme: str = "light", width: int = 1440, **more: Any
    ) -> BrowserContext:
        """A browser of somebody who is logged in; of nobody, if `user` is None."""
        state = self._session(user) if user else None
        context = self.browser.new_context(
            base_url=self.station.system.url,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if theme == "dark" else "light",
            locale="en-GB",
            storage_state=state,
            **more,
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._look)
        self.contexts.append(context)
        return context

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def assert_clean(self) -> None:
        """No error in a console, no request to anybody else, nothing that the content policy refused."""
        assert not self.complaints, "\n".join(self.complaints)
        refused = self.station.refused_by_policy()
        assert not refused, refused

    def _session(self, user: str) -> Any:
        if user not in self.station.sessions:
            page = self.open("/login/", None)
            page.fill("[name=login]", user)
            page.fill("[name=password]", self.station.password)
            page.press("[name=password]", "Enter")
            page.wait_for_selector("nav[aria-label=Main]")
            self.station.sessions[user] = page.context.storage_state()
            page.context.close()
        return self.station.sessions[user]

    def _hear(self, message: ConsoleMessage) -> None:
        wanted = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in ("error", "warning") and not wanted:
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _look(self, request: Request) -> None:
        home, there = urlsplit(self.station.system.url), urlsplit(request.url)
        if (there.scheme, there.netloc) != (home.scheme, home.netloc) and there.scheme not in ("data", "blob"):
            self.complaints.append(f"asked another place: {request.url}")


def chromium() -> Path:
    """Debian's Chromium, or what else goes by its names on the PATH."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "The portal's tests need Chromium: run bin/system-packages, which installs it or says how."
    return Path(found)
