"""What a page weighs on its way to the browser: everything that it fetches, compressed."""

import gzip

import pytest
from playwright.sync_api import Page, Response

from tests.browser.portal import Portal

KILOBYTE = 1000
QUEUE = CASE = 60 * KILOBYTE
PICTURE = 200 * KILOBYTE
SCRIPTS = 25 * KILOBYTE


def weigh(portal: Portal, path: str) -> dict[str, int]:
    """Bytes of everything that the page fetches, by address."""
    page: Page = portal.context("clerk").new_page()
    fetched: list[Response] = []
    page.on("response", lambda answer: fetched.append(answer))
    page.goto(path, wait_until="networkidle")
    return {answer.url: weight(answer) for answer in fetched if answer.status == 200}


def weight(answer: Response) -> int:
    """As the server or what stands before it sends it: pictures as they are, text compressed."""
    body = answer.body()
    return len(body) if answer.headers.get("content-type", "").startswith("image/j") else len(gzip.compress(body, 6))


def own_scripts(fetched: dict[str, int]) -> int:
    return sum(size for url, size in fetched.items() if "/static/portal/" in url and url.endswith(".js"))


def test_the_queue_is_light(portal: Portal) -> None:
    fetched = weigh(portal, "/queue/?whose=all")
    assert sum(fetched.values()) <= QUEUE, fetched
    assert 0 < own_scripts(fetched) <= SCRIPTS


@pytest.mark.parametrize("state", ["completed", "waiting"])
def test_a_case_is_light(portal: Portal, state: str) -> None:
    station = portal.station
    path = f"/cases/{station.case_in(state)}/" if state == "completed" else f"/tasks/{station.question('clerk')}/"
    fetched = weigh(portal, path)
    pictures = {url: size for url, size in fetched.items() if url.endswith(".jpg")}
    assert pictures
    assert max(pictures.values()) <= PICTURE, pictures
    assert sum(fetched.values()) - sum(pictures.values()) <= CASE, fetched
