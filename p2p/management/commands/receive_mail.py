"""`manage.py receive_mail FILE.eml …`: takes mails in and starts their cases."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from p2p.mail.parse import MAX_MAIL_BYTES
from p2p.management.mail_output import MailCommand
from p2p.receiving import Received, receive
from workflow.clock import now

STDIN = "-"


class Command(MailCommand):
    help = "Take in emails and start a case for each invoice in them; prints a JSON line per mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.eml", help="a stored email, or - for standard input")
        parser.add_argument("--json", action="store_true", help="the output is JSON lines either way")

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        for file in files:
            _check(file)
        self.print_each(_received(files))


def _received(files: list[str]) -> Iterator[Received]:
    for file in files:
        yield receive(_bytes_of(file), source="command", now=now())


def _check(file: str) -> None:
    """Before the first mail is taken in, so that a mistyped name leaves nothing half done."""
    if file == STDIN:
        return
    path = Path(file)
    if not path.is_file():
        raise CommandError(f"{file}: there is no such file. Nothing was taken in.")
    if path.stat().st_size > MAX_MAIL_BYTES:
        raise CommandError(f"{file}: larger than {MAX_MAIL_BYTES >> 20} MB. Nothing was taken in; send less at once.")


def _bytes_of(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read(MAX_MAIL_BYTES + 1) if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. The mails before it were taken in.") from error
