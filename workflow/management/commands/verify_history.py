import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workflow.management.output import number
from workflow.sealing.findings import Report
from workflow.sealing.keys import NoKey, public_key
from workflow.sealing.verify import verify


class Command(BaseCommand):
    help = "Recompute every seal over the history and hold all of it against the anchor; exit code 1 on a finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", help="only this one")
        parser.add_argument("--json", action="store_true", help="one object for each finding, the counts last")
        parser.add_argument("--anchor", type=Path, help="another copy of the anchor")
        parser.add_argument("--public-key", type=Path, help="whose signatures count; default: this installation's")
        parser.add_argument("--head", default="", help="a head that was printed before and kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = options["anchor"] or Path(settings.WORKFLOW_ANCHOR_FILE)
        only = number(options["case"], "case") if options["case"] else None
        report = verify(anchor=anchor, key=self.key(options["public_key"], anchor), only=only, head=options["head"])
        (self.print_lines if options["json"] else self.print_text)(report)
        if report.found:
            raise CommandError(f"{len(report.found)} findings: the history is not what was sealed.")

    def key(self, path: Path | None, anchor: Path) -> Ed25519PublicKey | None:
        """The key whose signatures count; None where nothing was ever signed."""
        default = Path(settings.WORKFLOW_ANCHOR_KEY)
        if path is None and not default.exists() and not anchor.exists():
            return None
        try:
            return public_key(path or default)
        except NoKey as error:
            raise CommandError(f"{error} Name the key with --public-key.") from error

    def print_lines(self, report: Report) -> None:
        for finding in report:
            self.stdout.write(json.dumps({**asdict(finding), "text": str(finding)}, ensure_ascii=False))
        self.stdout.write(json.dumps({"findings": len(report.found), **asdict(report.counted)}))

    def print_text(self, report: Report) -> None:
        for finding in report:
            self.stdout.write(str(finding))
        counted = report.counted
        self.stdout.write(
            f"{counted.events} events, {counted.decisions} answers and {counted.seals} seals of {counted.cases} cases "
            f"checked; {counted.anchored} seals held against the anchor's {counted.lines} lines."
        )
        self.stdout.write(
            f"Nothing vouches yet for {counted.unsealed} events (not sealed) "
            f"and {counted.unanchored} seals (not anchored); {counted.torn_lines} torn lines in the anchor."
        )
        self.stdout.write(f"Head of the anchor: {counted.head or 'none'}")
