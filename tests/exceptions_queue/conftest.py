"""The portal with the lending desk behind it, and people of several roles in front."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from workflow import clock, engine, registry
from workflow.models import Case, Task

EVIDENCE = {
    "reader": "Rita",
    "shelf": None,
    "found": [{"title": "Emma", "copies": 2}, {"title": "Emil", "price": "9.50"}],
}


@dataclass(frozen=True)
class Desk:
    """Takes requests in, and says what became of them."""

    def request(self, **subject: Any) -> Case:
        """A case, run until it rests; an unclear one unless told otherwise."""
        subject = {"title": "Emma", "unclear": True, "evidence": EVIDENCE, "number": "R-1", "party": "Rita", **subject}
        now = clock.now()
        case = engine.start("lending", subject=subject, received_at=now, now=now)
        return self.run(case)

    def run(self, case: Case) -> Case:
        while engine.run_link(case.pk, "cases", clock=clock.now):
            pass
        return Case.objects.get(pk=case.pk)

    def task(self, case: Case) -> Task:
        return Task.objects.get(case=case, state="open")


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any) -> Iterator[Desk]:
    """The lending desk as the only process."""
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.desk.LENDING"]
    settings.WORKFLOW_UNDO_SECONDS = 10.0
    settings.STATIC_ROOT = tmp_path
    registry.forget()
    yield Desk()
    registry.forget()


def login(name: str, *roles: str) -> Client:
    """A browser of somebody with these roles."""
    user, _ = User.objects.get_or_create(username=name, first_name=name.capitalize())
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(desk: Desk) -> Client:
    return login("carol", "clerk")


@pytest.fixture
def approver(desk: Desk) -> Client:
    return login("anna", "approver")


@pytest.fixture
def auditor(desk: Desk) -> Client:
    return login("audrey", "auditor")


def words_of(response: Any) -> str:
    """The page as a person reads it: without its tags, one space between words."""
    page = response.content.decode()
    words = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page[page.index("<main") :])).split())
    return re.sub(r" (?=[.,:;])", "", words)
