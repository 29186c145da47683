"""A library with everything that an address can point at, and a person of each role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.exceptions_queue.conftest import Desk
from tests.exceptions_queue.shelf import SHELF, paper_file
from workflow import clock, engine, registry
from workflow.define import Act
from workflow.models import Case, Decision, Event, Task, Undoing
from workflow.papers import PaperFile
from workflow.people import Actor, Refusal


def _recall(case_id: int, actor: Actor) -> Refusal | None:
    return None if "manager" in actor.roles else Refusal("Only a manager calls a book back.")


def _begin(case_id: int, actor: Actor, note: str, values: Any, now: datetime) -> int:
    return engine.start("lending", subject={"title": f"recall {case_id}"}, received_at=now, now=now).pk


RECALL = Act(code="recall", label="Call it back", consequence="It is asked for.", offered=_recall, begin=_begin)


def _file(case_id: int, paper: str, what: str) -> PaperFile | None:
    return PaperFile(b"{}", "application/json", "w.json") if what == "words" else paper_file(case_id, paper, what)


LIBRARY = replace(SHELF, acts=(RECALL,), paper_file=_file)


@dataclass(frozen=True)
class Person:
    """Somebody who tries an address."""

    role: str
    user: User | None

    def client(self) -> Client:
        client = Client()
        if self.user:
            client.force_login(self.user)
        return client

    @property
    def name(self) -> str:
        return self.user.username if self.user else ""


def person(role: str, *roles: str, name: str = "") -> Person:
    user, _ = User.objects.get_or_create(username=name or role, defaults={"password": "x"})
    user.groups.set([Group.objects.get_or_create(name=one)[0] for one in roles])
    return Person(role, user)


@dataclass(frozen=True)
class World:
    """Makes what an address points at, anew for each try."""

    desk: Desk

    def case(self, _: Person, **subject: Any) -> Case:
        return self.desk.request(papers=["a.pdf", "b.xml"], **subject)

    def clerks_task(self, who: Person) -> Task:
        return self.desk.task(self.case(who))

    def approvers_task(self, who: Person) -> Task:
        return self.desk.task(self.case(who, unclear=False, precious="nobody"))

    def task_about_themselves(self, who: Person) -> Task:
        """A question of the approvers' that the process lets this very person not answer."""
        return self.desk.task(self.case(who, unclear=False, precious=who.name or "nobody"))

    def held_task(self, who: Person) -> Task:
        """The clerks', open at this person where the engine lets them."""
        task = self.clerks_task(who)
        if who.role == "clerk":
            engine.hold(task.pk, actor=Actor(who.name, who.name, frozenset({"clerk"})), now=clock.now())
        return task

    def decision(self, _: Person, by: str) -> Decision:
        """An answer that a clerk of this name has just given."""
        task, actor = self.clerks_task(_), Actor(by, by, frozenset({"clerk"}))
        return engine.decide(task.pk, "accept", actor=actor, now=clock.now(), delay=timedelta(minutes=1))


def fingerprint(*, leases: bool) -> tuple[object, ...]:
    """Everything that trying an address may change. Reading on a page takes a lease; that is told apart."""
    columns = ["id", "state", "version", "assignee_id", "snoozed_until", "sla_percent"]
    tasks = Task.objects.order_by("id").values_list(*columns, *(["holder_id"] if leases else []))
    return (*(model.objects.count() for model in (Case, Decision, Undoing, Event)), tuple(tasks))


@pytest.fixture
def world(desk: Desk, settings: Any) -> Iterator[World]:
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.access.conftest.LIBRARY"]
    settings.PORTAL_UPLOAD = "tests.exceptions_queue.counter.take_in"
    registry.forget()
    yield World(desk)
    registry.forget()


@pytest.fixture
def everyone(world: World, all_roles: tuple[str, ...]) -> tuple[Person, ...]:
    """One of each role, somebody without a role, and somebody who isn't logged in."""
    return (*(person(role, role) for role in all_roles), person("no role", name="olga"), Person("stranger", None))


@pytest.fixture
def all_roles() -> tuple[str, ...]:
    from config.roles import ROLES

    return ROLES


Maker = Callable[[World, Person], Any]
own_decision: Maker = lambda world, who: world.decision(who, by="clerk")  # noqa: E731
colleagues_decision: Maker = partial(World.decision, by="colin")
