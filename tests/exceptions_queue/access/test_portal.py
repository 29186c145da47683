"""Every address of the portal, tried by everybody: who may, may; who may not is told so, and nothing changes."""

from typing import Any

import pytest
from django.urls import reverse

from exceptions_queue import urls
from tests.exceptions_queue.access.conftest import Person, World, fingerprint
from tests.exceptions_queue.access.portal_rules import RULES, Rule
from workflow.models import Task

pytestmark = pytest.mark.django_db

TRIES = [(name, rule) for name, rules in RULES.items() for rule in rules]
READ = [name for name, rules in RULES.items() if all(rule.method == "get" for rule in rules)]
ACT = [name for name, rules in RULES.items() if all(rule.method == "post" for rule in rules)]
# To give back what one doesn't have is no fault.
OBJECTS = [name for name, rules in RULES.items() if rules[0].where.__name__ != "nothing" and name != "task_release"]
NAMES = [f"{name}-{rule.method}-{rule.where.__name__}-{number}" for number, (name, rule) in enumerate(TRIES)]
WORKS = (200, 204, 286, 302)


def test_every_address_is_classified() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(RULES)


def tried(name: str, rule: Rule, world: World, who: Person) -> tuple[Any, bool]:
    """The answer, and whether anything has changed."""
    address = reverse(name, kwargs=rule.where(world, who))
    before = fingerprint(leases=rule.leases)
    answer = getattr(who.client(), rule.method)(address, rule.typed(), headers={"Accept": "application/json"})
    _ = b"".join(answer)  # to its end, as a browser does: what is streamed lets go of its file
    return answer, fingerprint(leases=rule.leases) != before


def expected(rule: Rule, who: Person) -> str:
    if rule.open or who.role in rule.may:
        return "works"
    return {"stranger": "login", "no role": "403"}.get(who.role, str(rule.denied))


def outcome(answer: Any) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/login/?next="):
        return "login"
    return "works" if answer.status_code in WORKS else str(answer.status_code)


@pytest.mark.parametrize(("name", "rule"), TRIES, ids=NAMES)
def test_everybody_gets_what_is_theirs(name: str, rule: Rule, world: World, everyone: tuple[Person, ...]) -> None:
    wanted, found = {}, {}
    for who in everyone:
        wanted[who.role] = (expected(rule, who), rule.changes and expected(rule, who) == "works")
        answer, changed = tried(name, rule, world, who)
        found[who.role] = (outcome(answer), changed)
    assert found == wanted


@pytest.mark.parametrize("name", READ)
def test_what_is_only_read_takes_no_post(name: str, world: World, everyone: tuple[Person, ...]) -> None:
    chief = everyone[0]
    rule = RULES[name][0]
    if not rule.open and name != "password":
        assert chief.client().post(reverse(name, kwargs=rule.where(world, chief))).status_code == 405


@pytest.mark.parametrize(
    "name", [name for name, rules in RULES.items() if all(rule.method == "post" for rule in rules)]
)
def test_what_acts_takes_no_get(name: str, world: World, everyone: tuple[Person, ...]) -> None:
    chief = everyone[0]
    assert chief.client().get(reverse(name, kwargs=RULES[name][0].where(world, chief))).status_code == 405


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_not_there_is_said_to_be_missing(name: str, world: World, everyone: tuple[Person, ...]) -> None:
    manager = next(who for who in everyone if who.role == "manager")
    rule = RULES[name][0]
    where = {place: 10**9 if place.endswith("_id") else value for place, value in rule.where(world, manager).items()}
    headers = {"Accept": "application/json"}
    answer = getattr(manager.client(), rule.method)(reverse(name, kwargs=where), {"note": "n"}, headers=headers)
    assert answer.status_code == 404


def test_who_loses_a_role_loses_it_at_once(world: World, everyone: tuple[Person, ...]) -> None:
    clerk = everyone[0]
    client, task = clerk.client(), world.clerks_task(clerk)
    assert clerk.user
    clerk.user.groups.clear()
    answer = client.post(f"/tasks/{task.pk}/", {"choice": "accept"})
    assert (answer.status_code, Task.objects.get(pk=task.pk).state) == (403, "open")
