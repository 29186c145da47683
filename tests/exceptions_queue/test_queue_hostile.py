"""Every column of the queue shows what strangers wrote as text, and nothing of it becomes part of an address."""

import html
import re
from datetime import timedelta
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, login
from tests.exceptions_queue.test_hostile_text import HOSTILE
from workflow import clock, engine
from workflow.models import Task
from workflow.people import Actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", HOSTILE)
def test_every_column_shows_it_as_text(desk: Desk, auditor: Client, text: str) -> None:
    """Number, party, sentence, who has one open, whose another one is."""
    stranger = Actor(id=text, name=text, roles=frozenset({"clerk"}))
    first, second = (desk.request(title=text, number=text, party=text, amount="5") for _ in range(2))
    engine.hold(desk.task(first).pk, actor=stranger, now=clock.now())
    engine.assign(desk.task(second).pk, stranger, actor=stranger, now=clock.now())
    page = auditor.get("/queue/").content.decode()
    rows = page[page.index("<tbody") : page.index("</tbody")]
    assert rows.count(html.escape(text)) >= 8
    assert harmless(page, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_into_the_view_comes_back_as_text(desk: Desk, clerk: Client, text: str) -> None:
    desk.request(party=text)
    names = ("q", "party", "holder", "reason", "due", "snoozed", "order", "whose", "amount_from", "after")
    pages = [clerk.get("/queue/", {name: text}).content.decode() for name in names]
    pages.append(clerk.get("/queue/", dict.fromkeys(names, text)).content.decode())
    assert all(harmless(page, text) for page in pages)
    assert html.escape(text) in pages[0]
    query = re.search(r'href="/queue/\?(party=[^"&]*)', pages[1]).group(1)  # type: ignore[union-attr]
    assert unquote_plus(html.unescape(query)) == f"party={text}".strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_messages_and_the_choice_of_a_person_show_it_as_text(desk: Desk, clerk: Client, text: str) -> None:
    case = desk.request(number=text, party=text)
    login("dan", "clerk")
    task = desk.task(case)
    stranger = Actor(id=text, name=text, roles=frozenset({"clerk"}))
    asked = clerk.post("/queue/selected/", {"task": task.pk, "do": "assign"}).content.decode()
    engine.hold(task.pk, actor=stranger, now=clock.now() + timedelta(seconds=1))
    refused = clerk.post("/queue/selected/", {"task": task.pk, "do": "mine"}, follow=True).content.decode()
    for page in (asked, refused):
        assert html.escape(text) in page
        assert harmless(page, text)
    assert Task.objects.get(pk=task.pk).assignee_id == ""


def harmless(page: str, text: str) -> bool:
    """Nowhere as it was typed, where it would mean something to a browser."""
    scripts = [part.split("</script")[0] for part in page.split("<script")[1:]]
    return (html.escape(text) == text or text not in page) and not any("alert(1)" in script for script in scripts)
