"""`manage.py poll_mailbox`: takes in what waits in the mailbox, once."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from p2p import collecting
from p2p.management.mail_output import MailCommand
from p2p.receiving import Received
from workflow.clock import now


class Command(MailCommand):
    help = "Take in what waits in the mailbox that P2P_IMAP_URL names; prints a JSON line per mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=collecting.PER_ROUND, help="at most so many mails")
        parser.add_argument("--json", action="store_true", help="the output is JSON lines either way")

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        if not settings.P2P_IMAP_URL:
            raise CommandError("P2P_IMAP_URL is not set. Set it to imaps://user:password@mail.example.com/INBOX.")
        self.print_each(_received(limit))


def _received(limit: int) -> Iterator[Received]:
    with collecting.mailbox() as source:
        yield from collecting.collect(source, clock=now, limit=limit)
