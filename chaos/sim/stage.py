"""Where histories are played: a database and a document store for each, made from templates in milliseconds."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from chaos.sim import journeys, points, world
from chaos.sim.actors import Actor
from chaos.sim.history import Cast, History
from chaos.sim.journeys import Written
from chaos.sim.outside import AccountsAtHand, PostOffice
from chaos.sim.plan import Plan
from chaos.sim.reset import Reset
from p2p import readings, store
from p2p.mail.arrival import take_apart
from p2p.masters.load import import_folder
from samples.live.people import ensure_people
from workflow import registry
from workflow.models import Signal
from workflow.sealing.keys import signing_key
from workflow.world import lived_in

TEMPLATE = "sim_template"
Planted = Callable[[], AbstractContextManager[None]]
MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of its own is made in it


def build(folder: Path) -> None:
    """Once for all processes: the template database with the master data, and every document read."""
    written = journeys.write_all(folder)
    with database(TEMPLATE, template="template1"):
        call_command("migrate", verbosity=0)
        import_folder(folder / "masters", now=world.START)
        ensure_people("of no use here")
        Signal.objects.update(heard=2)  # nobody waits yet
        settings.P2P_DATA = folder / "read"
        for journey in written:
            for mail in journey.mails:
                _read_all(mail)


def _read_all(mail: bytes) -> None:
    for document in take_apart(mail).documents:
        for one in (document, document.twin):
            if one:
                readings.reading_of(store.put(one.content))


class Stage:
    """A cast and a folder, used for one history after the other."""

    def __init__(self, folder: Path, template: str = TEMPLATE) -> None:
        self.folder = folder
        self.template = template
        self.journeys = {written.journey.name: written for written in journeys.write_all(folder)}
        self.listener = Relay()
        self.cast = Cast(
            workers=(self._actor("worker 1"), self._actor("worker 2")),
            beat=self._actor("beat"),
            postman=self._actor("postman"),
            clerks=(self._actor("clerk"), self._actor("second clerk")),
        )
        self.clean: Reset

    def _actor(self, name: str) -> Actor:
        def enter(actor: Actor) -> None:
            world.enter(actor)
            points.listen(self.listener)

        return Actor(name, enter)

    @contextmanager
    def played(self, plan: Plan, planted: Planted = nullcontext) -> Iterator[History]:
        """The history of this plan, at its end; its database and files are there until the block ends.

        `planted` is a bug that the product has while it is played, and no longer when it is judged.
        """
        written = [self.journeys[name] for name in plan.journeys]
        with self._data(written):
            self.clean.bring_back()
            history = History(plan, written, self.cast)
            self.listener.history = history
            AccountsAtHand.of_history = history.accounts
            PostOffice.taken.clear()
            registry.forget()
            try:
                with points.wired(), lived_in(history.world):
                    with planted():
                        history.play()
                    yield history
            finally:
                for actor in history.stopped():
                    actor.leave()

    @contextmanager
    def set_up(self) -> Iterator["Stage"]:
        """A database of its own, until the block ends."""
        settings.WORKFLOW_ANCHOR_KEY = self.folder / "anchor-key"
        signing_key(settings.WORKFLOW_ANCHOR_KEY)
        with database(f"sim_{os.getpid()}", template=self.template):
            self.clean = Reset()
            yield self

    @contextmanager
    def _data(self, written: Sequence[Written]) -> Iterator[None]:
        """An empty document store; what its documents say is known already."""
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="p2p-sim-") as data:
            settings.P2P_DATA = Path(data)
            settings.WORKFLOW_ANCHOR_FILE = Path(data) / "anchor" / "history.jsonl"
            (Path(data) / "pages").mkdir()
            for journey in written:
                for mail in journey.mails:
                    self._link_readings(mail)
            yield

    def _link_readings(self, mail: bytes) -> None:
        for document in take_apart(mail).documents:
            for one in (document, document.twin):
                if one:
                    sha256 = hashlib.sha256(one.content).hexdigest()
                    link = store.pages_dir(sha256)
                    if not link.exists():
                        link.symlink_to(self.folder / "read" / "pages" / sha256)


class Relay:
    """Tells the history of the moment what its actors reach."""

    history: History

    def at(self, point: points.Point) -> None:
        self.history.at(point)


@contextmanager
def database(name: str, template: str) -> Iterator[None]:
    """A database made from the template, in use by every thread until the block ends."""
    before = str(settings.DATABASES["default"]["NAME"])
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    _use(name)
    try:
        yield
    finally:
        _use(before)


def _use(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _server() -> psycopg.Connection[tuple[object, ...]]:
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "user", "password") if key in parameters}
    return psycopg.connect(**wanted, dbname="postgres", autocommit=True)
