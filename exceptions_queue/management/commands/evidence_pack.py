import getpass
import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exceptions_queue.evidence_pack import handed_out
from exceptions_queue.evidence_pack.make import NoSuchCase, write_pack
from workflow import clock
from workflow.management.output import number
from workflow.people import Actor


class Command(BaseCommand):
    help = "Write the evidence of one case to a zip: papers, fields, steps, answers, events, seals, hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="the case's id, as `cases` prints it")
        parser.add_argument("file", type=Path, help="where the zip goes; must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        case_id, target = number(options["case"], "case"), options["file"]
        if target.exists():
            raise CommandError(f"{target} is there already. Name another file, or remove it first.")
        actor = Actor(id=getpass.getuser(), name=f"{getpass.getuser()} (command line)", roles=frozenset())
        try:
            self.write_whole(target, case_id, actor)
        except NoSuchCase as error:
            raise CommandError(f"{error} `manage.py cases` lists them.") from None
        except OSError as error:
            raise CommandError(f"{target} can't be written: {error.strerror}.") from error
        handed_out.note(case_id, actor, way="command")
        self.stdout.write(f"{target}: {target.stat().st_size:,} bytes")

    def write_whole(self, target: Path, case_id: int, actor: Actor) -> None:
        """The file is there whole or not at all."""
        handle, temporary = mkstemp(dir=target.parent, prefix=f".{target.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                write_pack(file, case_id, actor=actor, now=clock.now())
            Path(temporary).rename(target)
        except BaseException:
            Path(temporary).unlink()
            raise
