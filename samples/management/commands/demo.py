"""`manage.py demo`: sample mails through the whole system, live."""

import sys
import time
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.live import Live

from samples.generate import demo_set
from samples.live import talk
from samples.live.delivery import Delivery
from samples.live.people import PEOPLE, ensure_people, password_of
from samples.live.system import System, SystemTrouble, running
from samples.live.table import table_of
from samples.manifest import NAME, Manifest, read_manifest

LOOK_EVERY = 0.25
PAPER_WIDTH = 132  # columns
PATIENCE = 300.0  # seconds for all samples together


class Command(BaseCommand):
    help = "Start the system, deliver the sample mails, show what becomes of them, then go on serving."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end after the table: 0 if all is as it should be")
        parser.add_argument("--seed", type=int, default=1, help="another seed draws other mails")

    def handle(self, *args: Any, once: bool, seed: int, **options: Any) -> None:
        data = Path(settings.P2P_DATA)
        console = _console()
        try:
            console.print(f"Starting the system in {data} ...")
            with running(data) as system:
                wrong = self._show(console, system, data, seed)
                if once:
                    _judge(wrong)
                    return
                _tell_where(console, system, data)
                system.serve()
        except SystemTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        except KeyboardInterrupt:
            console.print("Stopped.")

    def _show(self, console: Console, system: System, data: Path, seed: int) -> list[str]:
        """Everything up to the table; returns what is otherwise than the manifest says."""
        folder = data / "demo"
        manifest = _samples(folder, seed)
        ensure_people(password_of(data))
        talk.import_masters(folder / "masters")
        delivery = Delivery(folder, manifest)
        _follow(console, system, delivery)
        wrong = delivery.differences()
        _sum_up(console, delivery, wrong)
        return wrong


def _judge(wrong: list[str]) -> None:
    if wrong:
        raise CommandError(f"{len(wrong)} of the samples came out otherwise than they should.")


def _tell_where(console: Console, system: System, data: Path) -> None:
    logins = ", ".join(login for login, _, _ in PEOPLE)
    console.print(f"\nLook at [bold]{system.url}[/] as {logins}; password {password_of(data)}", highlight=False)
    later = f"P2P_DATA={data} .venv/bin/python manage.py import_masters {data / 'demo' / 'masters-later'}"
    console.print(f"The missing goods and the unknown vendor arrive with:\n  {later}", soft_wrap=True, highlight=False)
    console.print("Ctrl-C stops everything.")


def _console() -> Console:
    """As wide as the screen; where there is none, as wide as the table needs."""
    return Console() if sys.stdout.isatty() else Console(width=PAPER_WIDTH)


def _samples(folder: Path, seed: int) -> Manifest:
    """The samples of this data folder: those of the first run, since the mails are known by their bytes."""
    if (folder / NAME).exists():
        return read_manifest(folder)
    return demo_set(folder, date.today(), seed)  # noqa: DTZ011 -- the day on the wall, as on a letter


def _follow(console: Console, system: System, delivery: Delivery) -> None:
    until = time.monotonic() + PATIENCE
    with Live(console=console, auto_refresh=False, transient=True) as live:
        while not delivery.done and time.monotonic() < until:
            system.check()
            delivered = delivery.step()
            live.update(table_of(delivery, datetime.now(UTC), newest=console.height - 3), refresh=True)
            if not delivered:
                time.sleep(LOOK_EVERY)
    console.print(table_of(delivery, datetime.now(UTC)))


def _sum_up(console: Console, delivery: Delivery, wrong: list[str]) -> None:
    if known := delivery.known_before:
        console.print(f"{known} of the mails had been received before: the table shows the cases made then.")
    for words in wrong:
        console.print(f"✗ {words}", style="red", soft_wrap=True)
    if not wrong:
        console.print(f"All {len(delivery.manifest.emails)} mails came out as they should.", style="bold green")
