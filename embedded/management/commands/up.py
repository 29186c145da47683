"""`manage.py up`: the whole system in one tree of processes, until Ctrl-C."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.celery import app
from embedded import rounds
from embedded.child import Child
from embedded.errors import ServerTrouble
from embedded.lease import held
from embedded.listening import listen, url
from embedded.locks import Lock
from embedded.places import Place
from embedded.roles import roles
from embedded.stalls import QueueWatch
from embedded.tree import Tree


class Command(BaseCommand):
    help = "Runs the whole system: web, workers, clock and, unless named, database and broker. Ctrl-C stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.P2P_PORT, help="0: any free one")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="cases worked on at a time")
        parser.add_argument("--no-migrate", action="store_true", help="refuse to start if migrations are due")

    def handle(self, *, port: int, workers: int, no_migrate: bool, **_: Any) -> None:
        if workers < 1:
            raise CommandError("--workers: at least 1.")
        place = Place(settings.P2P_DATA)
        try:
            with alone(place), closing(listen(port)) as listening:
                prepare(migrate=not no_migrate)
                self.serve(place, listening, workers)
        except ServerTrouble as trouble:
            raise CommandError(str(trouble)) from trouble

    def serve(self, place: Place, listening: socket.socket, workers: int) -> None:
        """Run the tree until a signal comes."""
        children = tuple(Child(role, place.log) for role in roles(listening, workers))
        tree = Tree(children, self.say)
        try:
            if tree.start(listening.getsockname()[1]):
                self.stdout.write(json.dumps({"ready": True, "url": url(listening)}))
                self.stdout.flush()
                tree.run(looks(tree))
        finally:
            self.say("stopping")
            tree.stop()
            for lease in held():
                lease.release(at_once=True)

    def say(self, news: str) -> None:
        self.stderr.write(f"up: {news}", self.style.NOTICE)


def looks(tree: Tree) -> tuple[rounds.Every, ...]:
    """What `up` checks again and again."""
    watch = QueueWatch(app, tree.children, settings.P2P_STALL_SECONDS)
    return (
        rounds.Every(1.0, rounds.servers_kept(held(), tree)),
        rounds.Every(5.0, rounds.queues_move(watch, tree)),
        rounds.Every(60.0, rounds.logs_trimmed(tree)),
    )


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """One `up` for a data folder; raises ServerTrouble for a second one."""
    place.prepare()
    owner = place.run / "up.pid"
    with Lock(place.run / "up.lock") as lock:
        if not lock.try_alone():
            raise ServerTrouble(
                f"The system of {place.data} is up already (process {_read(owner)}). "
                "Stop it, or choose another folder with P2P_DATA."
            )
        owner.write_text(str(os.getpid()))
        yield
        owner.unlink()


def prepare(migrate: bool) -> None:
    """The database's tables and the pages' static files. Raises ServerTrouble."""
    if migrate:
        call_command("migrate", interactive=False, verbosity=0)
    else:
        refuse_if_due()
    connection.close()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_if_due() -> None:
    executor = MigrationExecutor(connection)
    if due := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        names = ", ".join(str(migration) for migration, _ in due)
        raise ServerTrouble(f"Migrations are due: {names}. Run `manage.py migrate`.")


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return "unknown"
