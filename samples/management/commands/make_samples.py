"""`manage.py make_samples DIR`: write the demo set, or clean mails by the thousand. Needs no database."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samples.generate import demo_set
from samples.labelled import labelled_documents
from samples.stream import BEFORE_FIRST_NUMBER, Load, stream


class Command(BaseCommand):
    help = "Write sample mails, the master data that fits them, and the manifest of what they must come to."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="made if it isn't there")
        parser.add_argument("--seed", type=int, default=1, help="another seed gives other mails (default 1)")
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD; default: the day it is")
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument("--count", type=int, help="write so many clean mails instead of the demo set")
        kinds.add_argument("--documents", type=int, help="write so many documents with labels, for score_reading")
        parser.add_argument("--scanned", type=float, default=0.3, help="of those: share of scans (0 to 1)")
        parser.add_argument(
            "--after-number",
            type=int,
            default=BEFORE_FIRST_NUMBER,
            help="of those: order numbers start after it; another one for a second load",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or date.today()  # noqa: DTZ011 -- the day on the wall, as on a letter
        try:
            self.stdout.write(f"{_written(options['folder'], today, options)}, in {options['folder']}")
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error


def _written(folder: Path, today: date, options: dict[str, Any]) -> str:
    """Write what is asked for, and say what it was."""
    seed, scanned, after = options["seed"], options["scanned"], options["after_number"]
    if options["documents"] is not None:
        labelled_documents(folder, Load(options["documents"], scanned, after), today, seed)
        return f"{options['documents']} documents and labels.json"
    if options["count"] is not None:
        stream(folder, Load(options["count"], scanned, after), today, seed)
        return f"{options['count']} clean mails, their manifest and master data"
    return f"The demo set: {len(demo_set(folder, today, seed).emails)} mails, their manifest and master data"
