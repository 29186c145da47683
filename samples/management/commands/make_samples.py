"""`manage.py make_samples DIR`: write the demo set, or clean mails by the thousand. Needs no database."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samples.generate import demo_set
from samples.stream import BEFORE_FIRST_NUMBER, Load, stream


class Command(BaseCommand):
    help = "Write sample mails, the master data that fits them, and the manifest of what they must come to."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="made if it isn't there")
        parser.add_argument("--seed", type=int, default=1, help="another seed gives other mails (default 1)")
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD; default: the day it is")
        parser.add_argument("--count", type=int, help="write so many clean mails instead of the demo set")
        parser.add_argument("--scanned", type=float, default=0.3, help="with --count: share of scans (0 to 1)")
        parser.add_argument(
            "--after-number",
            type=int,
            default=BEFORE_FIRST_NUMBER,
            help="with --count: order numbers start after it; another one for a second load",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        today = options["today"] or date.today()  # noqa: DTZ011 -- the day on the wall, as on a letter
        try:
            if options["count"] is None:
                written = len(demo_set(folder, today, options["seed"]).emails)
            else:
                load = Load(options["count"], options["scanned"], options["after_number"])
                stream(folder, load, today, options["seed"])
                written = load.count
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{written} mails in {folder / 'mails'}, master data in {folder / 'masters'}")
