"""The whole process on the built-in ledger or the twin, and rows that are changed past every guard."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from p2p import erp, store
from p2p.erp.twin import Twin
from p2p.masters.load import import_folder
from p2p.models import Document
from p2p.receiving import receive
from tests.journeys.provoked import Provoker
from tests.workflow.invariants.conftest import spoil
from upkeep import checkup
from workflow import engine, registry
from workflow.invariants import Breach, Scope
from workflow.models import Case, Task
from workflow.people import Actor

__all__ = ["spoil"]

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ["clean", "over_threshold", "suspected_duplicate", "goods_not_received"]


@dataclass
class Office:
    """Takes mails in and runs their cases to rest, in this process."""

    mails: dict[str, Path]
    before: dict[str, Path | None]
    readings: Path
    now: datetime = field(default=MORNING)

    def clock(self) -> datetime:
        return self.now

    def take(self, name: str) -> Case:
        """The case of the mail that provokes this, at rest; what must come before it comes first."""
        if (earlier := self.before[name]) is not None:
            self._taken(earlier)
        return self._taken(self.mails[name])

    def run(self, case: int) -> Case:
        while any(engine.run_link(case, queue, clock=self.clock) for queue in ("documents", "cases", "erp")):
            pass
        return Case.objects.get(pk=case)

    def decide(self, case: Case, choice: str, *roles: str, **values: str) -> Case:
        task = Task.objects.get(case=case, state="open")
        actor = Actor(id="pat", name="Pat", roles=frozenset(roles or {"clerk"}))
        engine.decide(task.pk, choice, actor=actor, now=self.now, note="seen", values=values)
        return self.run(case.pk)

    def broken(self, rule: str = "", *, cases: frozenset[int] | None = None, **more: Any) -> list[Breach]:
        scope = Scope(now=self.now, cases=cases, grace=timedelta(), **more)
        return checkup.broken(scope, [rule] if rule else ())

    def subjects(self, rule: str, **more: Any) -> list[str]:
        return [breach.subject for breach in self.broken(rule, **more)]

    def _taken(self, mail: Path) -> Case:
        (case,) = receive(mail.read_bytes(), source="command", now=self.now).cases
        hashes = Document.objects.filter(case_id=int(case)).values_list("sha256", flat=True)
        for sha256 in hashes:
            _copy(self.readings / sha256, store.pages_dir(sha256))
        ended = self.run(int(case))
        for sha256 in hashes:
            _copy(store.pages_dir(sha256), self.readings / sha256)
        return ended


def _copy(here: Path, there: Path) -> None:
    if here.is_dir() and not there.is_dir():
        shutil.copytree(here, there)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[Path, Path | None, Any]]]:
    folder = tmp_path_factory.mktemp("written")
    return folder, Provoker(folder, date(2026, 3, 2)).write(NAMES)


@pytest.fixture(scope="session")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was read once is not read again by the next test."""
    return tmp_path_factory.mktemp("readings") / "pages"


@pytest.fixture
def office(db: None, tmp_path: Path, settings: Any, written: Any, readings: Path) -> Iterator[Office]:
    settings.P2P_DATA = tmp_path / "data"
    settings.P2P_MAIL_FOLDER = ""
    registry.forget()
    erp.forget()
    folder, mails = written
    import_folder(folder / "masters", now=MORNING)
    yield Office(
        {name: mail for name, (mail, _, _) in zip(NAMES, mails, strict=True)},
        {name: before for name, (_, before, _) in zip(NAMES, mails, strict=True)},
        readings,
    )
    registry.forget()
    erp.forget()


@pytest.fixture
def twin(office: Office, settings: Any) -> Callable[..., Twin]:
    """Puts a twin in the place of the ledger."""

    def use(**how: Any) -> Twin:
        settings.P2P_ERP = "p2p.erp.twin.Twin"
        erp.forget()
        made = erp.erp()
        assert isinstance(made, Twin)
        for name, value in how.items():
            setattr(made, name, value)
        return made

    return use


@pytest.fixture
def paid(office: Office) -> Case:
    """An invoice that went through by itself."""
    return office.take("clean")


def sentence(office: Office, rule: str, **more: Any) -> str:
    """The one thing that the rule finds."""
    (breach,) = office.broken(rule, **more)
    return breach.sentence
