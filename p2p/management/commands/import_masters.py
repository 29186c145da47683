"""`manage.py import_masters DIR`: master data from CSV files."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from p2p.management.database_trouble import database_trouble_named
from p2p.masters.faults import MasterDataRefused
from p2p.masters.load import NothingToImport, import_folder
from workflow.clock import now


class Command(BaseCommand):
    help = (
        "Import company.csv, vendors.csv, purchase_orders.csv and goods_receipts.csv, whichever lie in DIR: "
        "all or nothing. Prints a JSON line per file. docs/masters.md describes the columns."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--json", action="store_true", help="the output is JSON lines either way")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with database_trouble_named("Nothing was imported."):
                imported = import_folder(folder, now=now())
        except (MasterDataRefused, NothingToImport) as error:
            raise CommandError(str(error)) from error
        for warning in imported.warnings:
            self.stderr.write(f"Warning: {warning}", self.style.WARNING)
        for report in imported.reports:
            self.stdout.write(json.dumps(report.as_line(), ensure_ascii=False))
