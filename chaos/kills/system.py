"""One installation under fire: real servers, two workers, two beats, and the outside world."""

import os
import socket
import time
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from chaos.kills import settings, shifted, store_disk
from chaos.kills.outside import AccountsSystem, MailSource, Proxy
from chaos.kills.servers import HOST, Broker, Database, wait_until
from chaos.kills.sight import Sight
from embedded.child import Child, Role

QUEUES = ("cases", "documents", "erp", "tick")
AT_A_TIME = 2
CLERK = "clerk"


class System:
    """Everything of one run, in one folder. `news` is what the supervisor had to start again by itself."""

    def __init__(self, folder: Path, chosen: Mapping[str, str]) -> None:
        self.folder = folder
        self.settings = chosen
        self.lease, self.mail_seconds = settings.lease_seconds(chosen), settings.mail_seconds(chosen)
        self.data, self.mails, self.clock = folder / "data", folder / "mails", folder / "clock"
        self.documents = self.data / "documents"
        for made in (folder / "log", self.mails, self.documents):
            made.mkdir(parents=True, exist_ok=True, mode=0o700)
        shifted.shift(self.clock, 0)
        self.database, self.broker = Database(folder), Broker(folder)
        self.sight = Sight(self.database.url)
        self.news: list[str] = []
        self.held_down: set[Child] = set()

    def up(self, masters: Path) -> None:
        """Start everything, with the master data in it; returns when workers and beats are at work."""
        self.small_disk = store_disk.mounted(self.documents)
        self.database.up()
        self.broker.up()
        self.erp = AccountsSystem(self.folder / "erp.jsonl")
        self.source = MailSource(self.mails, self.folder / "delivered.jsonl")
        targets = {"postgres": self.database.port, "valkey": self.broker.port, "erp": self.erp.port}
        self.proxy = Proxy(targets)
        self._prepare(masters)
        names = ("worker-1", "worker-2")
        os.environ.update(self._through_the_proxy())
        self.workers = tuple(Child(self._worker(name), self.folder / "log") for name in names)
        self.beats = tuple(Child(Role(name, "embedded.beat"), self.folder / "log") for name in ("beat-1", "beat-2"))
        for child in self.children:
            child.start()
        wait_until(self.is_ready, "workers and beats", within=120.0)

    @property
    def children(self) -> tuple[Child, ...]:
        return (*self.workers, *self.beats)

    def is_ready(self) -> bool:
        self.tend()
        return all(child.is_ready() for child in self.children)

    def tend(self) -> None:
        """Start again what has ended by itself, as a service manager does."""
        for child in self.children:
            if child not in self.held_down and (said := child.tend(time.monotonic())):
                self.news.append(said)

    def pass_time(self, seconds: float) -> None:
        """Let it work, and tend it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.tend()
            time.sleep(0.05)

    def waiting_mails(self) -> int:
        return len(list(self.mails.glob("*.eml")))

    def rests(self) -> bool:
        """Whether every mail was taken in, and no case has anything to do."""
        return not self.waiting_mails() and not self.sight.running()

    def answer(self, task: int, choice: str) -> None:
        """As a clerk does, at once."""
        words = ("--user", CLERK, "--note", "The machines were down.")
        call_command("decide", str(task), choice, *words, stdout=StringIO())
        connections.close_all()

    def down(self) -> None:
        for child in getattr(self, "workers", ()) + getattr(self, "beats", ()):
            child.kill()
        for name in ("proxy", "source", "erp"):
            if hasattr(self, name):
                getattr(self, name).helper.end()
        for server in (self.broker, self.database):
            if server.process is not None:
                server.kill()
        store_disk.unmount(self.documents)

    def _prepare(self, masters: Path) -> None:
        """Tables, people and master data, by the product's own commands in this process: straight, not by proxy."""
        os.environ.update(
            {
                **self.settings,
                "P2P_DATA": str(self.data),
                "DATABASE_URL": self.database.url,
                "REDIS_URL": self.broker.url,
                "P2P_MAIL_FOLDER": str(self.mails),
                "P2P_ERP": "chaos.kills.http_erp.HttpErp",
                "P2P_CHAOS_ERP": f"{HOST}:{self.erp.port}",
                "P2P_WORLD": "chaos.kills.shifted.ShiftedWorld",
                shifted.VARIABLE: str(self.clock),
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
        )
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("demo_users", stdout=StringIO())
        call_command("import_masters", str(masters), stdout=StringIO())
        connections.close_all()  # what the faults find are the workers' sessions, not this process's

    def _through_the_proxy(self) -> dict[str, str]:
        ports = self.proxy.ports
        return {
            "DATABASE_URL": self.database.url.replace(str(self.database.port), str(ports["postgres"])),
            "REDIS_URL": self.broker.url.replace(str(self.broker.port), str(ports["valkey"])),
            "P2P_CHAOS_ERP": f"{HOST}:{ports['erp']}",
        }

    def _worker(self, name: str) -> Role:
        node = f"{name}-{os.getpid()}@{socket.gethostname()}"
        arguments = (node, ",".join(QUEUES), str(AT_A_TIME))
        return Role(name, "embedded.worker", arguments, queues=QUEUES, node=node, concurrency=AT_A_TIME)
