"""What the commands that take in mail print: a JSON line per mail, and failures in one line."""

import json
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from p2p.mail.sources import SourceUnavailable
from p2p.mail.sources.imap_url import BadMailboxUrl
from p2p.management.database_trouble import database_trouble_named
from p2p.receiving import Received
from p2p.store import StoreTrouble


class MailCommand(BaseCommand):
    """A command that takes in mails and says what became of each (docs/contracts/receive_mail.schema.json)."""

    def print_each(self, mails: Iterable[Received]) -> None:
        """Print a line as soon as a mail is kept. A CommandError says why the rest could not be."""
        try:
            with database_trouble_named("No further mail was taken in."):
                for received in mails:
                    self.stdout.write(json.dumps(received.as_line(), ensure_ascii=False))
                    self.stdout.flush()
        except (SourceUnavailable, BadMailboxUrl, StoreTrouble) as error:
            raise CommandError(str(error)) from error
