"""Eight clerks drain two hundred questions through the portal's own pages: each is answered once, by who held it."""

import re
from collections import Counter
from typing import Any

from django.test import Client

from tests.exceptions_queue.conftest import Desk
from tests.exceptions_queue.test_queue_race import NAMES, at_once, desk
from workflow.models import Decision, Event, Task

__all__ = ["desk"]  # the fixture
QUESTIONS = 200
SEEN = re.compile(r'name="seen" value="(\d+)"')


def _answer(client: Client, place: str) -> tuple[int, str]:
    """Open the page, answer as it offers; the question's number and where the answer leads."""
    page = client.get(place)
    seen = SEEN.search(page.content.decode())
    assert page.status_code == 200
    assert seen, "somebody else was let in: the page takes no answer"
    said = client.post(place.partition("?")[0], {"choice": "accept", "note": "", "seen": seen[1]})
    assert said.status_code == 302, said.content.decode()[:500]
    return int(place.split("/")[2]), said.headers["Location"]


def _drain(_name: str, client: Client) -> list[int]:
    """As the pages lead on: an answer leads to the next question, until the queue says that there is none."""
    done: list[int] = []
    place = client.get("/queue/next/").headers["Location"]
    while True:
        if place.startswith("/queue/next/"):
            place = client.get(place).headers["Location"]
        if not place.startswith("/tasks/"):
            return done
        task, place = _answer(client, place)
        done.append(task)


def test_two_hundred_questions_are_each_answered_once(desk: Desk, settings: Any) -> None:
    settings.WORKFLOW_UNDO_SECONDS = 0.0
    for index in range(QUESTIONS):
        desk.request(number=f"R-{index}")
    done = dict(zip(NAMES, at_once(_drain), strict=True))
    assert set(Counter(task for mine in done.values() for task in mine).values()) == {1}
    # Who comes to the end of the list leaves what others held then to them.
    while left := list(Task.objects.filter(state="open")):
        assert all(task.held_until is None for task in left), left
        for name, mine in zip(NAMES, at_once(_drain), strict=True):
            done[name] += mine
    by = {(decision.actor_id, decision.task_id) for decision in Decision.objects.all()}
    assert Decision.objects.count() == len(by) == QUESTIONS
    assert by == {(name, task) for name, mine in done.items() for task in mine}
    assert not Event.objects.filter(kind="taken_over").exists()
