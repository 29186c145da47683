"""`manage.py adopt_orphans`: looks after files in the document store that no email or document names."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from p2p import orphans
from p2p.management.database_trouble import database_trouble_named
from p2p.store import StoreTrouble
from workflow.clock import now


class Command(BaseCommand):
    help = (
        "Take in mails that lie in the document store without a row, and move what is no mail to P2P_DATA/orphans; "
        "prints a JSON line per file. After a restore, check first what the accounts system has booked since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        hour = orphans.OLD.total_seconds()
        parser.add_argument("--older-than", type=float, default=hour, metavar="SECONDS", help="default: an hour")

    def handle(self, *args: Any, older_than: float, **options: Any) -> None:
        try:
            with database_trouble_named("The other files were not looked at."):
                for orphan in orphans.adopt(clock=now, older_than=timedelta(seconds=older_than)):
                    line = {"path": str(orphan.path), "became": orphan.became, "cases": orphan.cases}
                    self.stdout.write(json.dumps(line))
        except StoreTrouble as error:
            raise CommandError(str(error)) from error
