"""The engine under a clock that the test moves, with the toy process."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workflow import toy
from workflow import engine, registry
from workflow.models import Case, Decision, StepRun, Task
from workflow.people import Actor

CLERK = Actor(id="carol", name="Carol Clerk", roles=frozenset({"clerk"}))
APPROVER = Actor(id="anna", name="Anna Approver", roles=frozenset({"approver"}))
COLIN = Actor(id="colin", name="Colin Clerk", roles=frozenset({"clerk"}))
MANAGER = Actor(id="mary", name="Mary Manager", roles=frozenset({"manager"}))
CHIEF = Actor(id="chris", name="Chris Chief", roles=frozenset({"manager", "clerk"}))

UNDO = timedelta(seconds=10)


@dataclass
class Bench:
    """Runs cases to rest in this process: the same engine calls that Celery makes, one after another."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC))

    def clock(self) -> datetime:
        return self.now

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def start(self, **subject: Any) -> Case:
        return engine.start("parcel", subject=subject, received_at=self.now, now=self.now)

    def run(self, case: Case) -> Case:
        """Deliver each queue's message until nothing is due."""
        while any(engine.run_link(case.pk, queue, clock=self.clock) for queue in ("documents", "cases", "erp")):
            pass
        return Case.objects.get(pk=case.pk)

    def started_and_run(self, **subject: Any) -> Case:
        return self.run(self.start(**subject))

    def decide(self, case: Case, choice: str, actor: Actor = CLERK, **more: Any) -> Case:
        engine.decide(self.task(case).pk, choice, actor=actor, now=self.now, **more)
        return self.run(case)

    def task(self, case: Case) -> Task:
        return Task.objects.get(case=case, state="open")

    def answered(self, case: Case, choice: str = "accept", actor: Actor = CLERK, **more: Any) -> Decision:
        """An answer that takes effect ten seconds later, as the portal's do."""
        return engine.decide(self.task(case).pk, choice, actor=actor, now=self.now, delay=UNDO, **more)

    def told(self, case: Case) -> list[str]:
        """The kinds of the case's events."""
        return list(case.events.order_by("seq").values_list("kind", flat=True))

    def runs(self, case: Case) -> list[tuple[str, int, str]]:
        rows = StepRun.objects.filter(case=case).order_by("number")
        return list(rows.values_list("step", "attempt", "state"))


@pytest.fixture
def bench(db: None, settings: Any) -> Iterator[Bench]:
    """A fresh post office, and the toy process as the only one."""
    settings.WORKFLOW_PROCESSES = ["tests.workflow.toy.PARCEL"]
    registry.forget()
    toy.fetch.fetched = []
    toy.POST_OFFICE.__init__()  # type: ignore[misc]
    yield Bench()
    registry.forget()
