"""`manage.py watch_folder [FOLDER]`: takes in the mails that lie in a folder, once or for as long as it runs."""

import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from p2p import collecting
from p2p.management.mail_output import MailCommand
from p2p.receiving import Received
from workflow.clock import now


class Command(MailCommand):
    help = (
        "Take in the *.eml files of a folder (P2P_MAIL_FOLDER where none is named) and put them into its "
        "processed/ or failed/; prints a JSON line per mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", help="where the mails are put")
        parser.add_argument("--every", type=float, metavar="SECONDS", help="look again and again; once without it")
        parser.add_argument("--json", action="store_true", help="the output is JSON lines either way")

    def handle(self, *args: Any, folder: str | None, every: float | None, **options: Any) -> None:
        named = folder or settings.P2P_MAIL_FOLDER
        if not named:
            raise CommandError("No folder: name one, or set P2P_MAIL_FOLDER.")
        self.print_each(_received(Path(named)))
        stopped = threading.Event()
        while every and not stopped.wait(every):
            self.print_each(_received(Path(named)))


def _received(folder: Path) -> Iterator[Received]:
    with collecting.folder(folder) as source:
        yield from collecting.collect(source, clock=now)
