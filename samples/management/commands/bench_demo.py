"""`manage.py bench_demo`: how long clean mails take from receipt to scheduled payment."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from samples.live import talk
from samples.live.load import Received, delivered, prepared, rested
from samples.live.machine import machine
from samples.live.measure import report
from samples.live.system import System, SystemTrouble, running


class Command(BaseCommand):
    help = "Deliver clean mails, spread over time, to the whole system; print p50 and p95 as Markdown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=100, help="mails (default 100)")
        parser.add_argument("--scanned", type=float, default=0.3, help="share of scans (default 0.3)")
        parser.add_argument("--every", type=float, default=1.5, help="seconds between mails (default 1.5)")
        parser.add_argument("--patience", type=float, default=300.0, help="seconds to wait after the last mail")

    def handle(self, *args: Any, **options: Any) -> None:
        data = Path(settings.P2P_DATA)
        console = Console(stderr=True)
        try:
            folder = prepared(data, options["count"], options["scanned"], date.today())  # noqa: DTZ011 -- as on a letter
            with running(data) as system:
                talk.import_masters(folder / "masters")
                received = _deliver(console, system, folder, options)
                measured = rested(received, options["patience"], system.check)
        except (SystemTrouble, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['count']} mails, one every {options['every']:g} s\n")
        self.stdout.write(report(measured, machine()))
        for trouble in filter(None, (one.trouble for one in measured)):
            console.print(trouble, style="red", soft_wrap=True)


def _deliver(console: Console, system: System, folder: Path, options: dict[str, Any]) -> Received:
    mails = delivered(folder, options["every"], system.check)
    return list(track(mails, "Delivering", total=options["count"], console=console))
