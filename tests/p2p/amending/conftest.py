"""A posted invoice with its scheduled payment, and people who want that changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from p2p import erp
from p2p.erp.twin import Twin
from p2p.models import Amendment, Payment, Posting
from p2p.steps import post, schedule_payment
from tests.p2p.paper import NOW, Paper
from workflow import engine, registry, world
from workflow.models import Case, Effect, Task
from workflow.people import Actor

CLERK = Actor("carys", "Carys Moss", frozenset({"clerk"}))
CONTROLLER = Actor("cecily", "Cecily Okafor", frozenset({"controller"}))
OTHER_CONTROLLER = Actor("conrad", "Conrad Vane", frozenset({"controller"}))
AUDITOR = Actor("aubrey", "Aubrey Lindqvist", frozenset({"auditor"}))


@dataclass
class Desk(world.RealWorld):
    """Takes an invoice to its end, and asks for changes after it. Its clock is the world's."""

    kind: str = "invoice"
    at: datetime = field(default=NOW)

    def __post_init__(self) -> None:
        self.paper = Paper(kind=self.kind)
        outputs: dict[str, Any] = {}
        for step in (post, schedule_payment):
            name = step.__name__.rpartition(".")[2]
            dossier = self.paper.dossier(now=NOW, **outputs)
            facts = step.load(dossier)
            if step.unneeded(facts) is not None:
                continue
            key = self.paper.intend(name)
            done = step.perform(facts, key)
            engine.move(Effect.objects.get(key=key), "confirm", reference=done.reference, done_at=NOW)
            outputs[name] = step.record(dossier, facts, done)
        Case.objects.filter(pk=self.paper.case.pk).update(state="completed", finished_at=NOW)
        self.case = Case.objects.get(pk=self.paper.case.pk)

    def now(self) -> datetime:
        return self.at

    def ask(self, act: str, *, by: Actor = CLERK, note: str = "Goods are broken.") -> Case:
        """Begin the act, and run its case until it asks."""
        return self.run(engine.act(self.case.pk, act, actor=by, now=self.at, note=note))

    def decide(self, case: Case, choice: str = "confirm", *, by: Actor = CONTROLLER, **values: str) -> Case:
        engine.decide(self.task(case).pk, choice, actor=by, now=self.at, note="Seen.", values=values)
        return self.run(case.pk)

    def done(self, act: str) -> Case:
        return self.decide(self.ask(act))

    def run(self, case: int) -> Case:
        while any(engine.run_link(case, queue, clock=self.now) for queue in ("cases", "erp")):
            pass
        return Case.objects.get(pk=case)

    def task(self, case: Case) -> Task:
        return Task.objects.get(case=case, state="open")

    def pass_time(self, **days: float) -> None:
        self.at += timedelta(**days)

    @property
    def payment(self) -> Payment:
        return Payment.objects.get()

    @property
    def posting(self) -> Posting:
        return Posting.objects.get()

    @property
    def amendment(self) -> Amendment:
        return Amendment.objects.order_by("-id")[0]


@pytest.fixture
def desks(db: None) -> Iterator[Callable[..., Desk]]:
    """Makes a desk; the world has its clock from then on."""
    registry.forget()
    erp.forget()
    living: list[Any] = []

    def make(**how: Any) -> Desk:
        desk = Desk(**how)
        living.append(world.lived_in(desk))
        living[-1].__enter__()
        return desk

    yield make
    for block in reversed(living):
        block.__exit__(None, None, None)
    registry.forget()
    erp.forget()


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    """An invoice of £220.80, paid on 10 June 2026."""
    return desks()


@pytest.fixture
def books(desks: object, settings: Any) -> Twin:
    """The accounts system in memory, in place of the ledger, before there is a desk."""
    settings.P2P_ERP = "p2p.erp.twin.Twin"
    erp.forget()
    made = erp.erp()
    assert isinstance(made, Twin)
    return made
