import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow import draw, registry


class Command(BaseCommand):
    help = "Show a process as it is defined: its steps, rules, deadlines and questions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", nargs="?", help="its name; where there is only one it may be left out")
        parser.add_argument("--format", choices=("table", "mermaid", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["process"] or next(iter(registry.processes()))
        try:
            process = registry.current(name)
        except registry.NoSuchProcess as error:
            raise CommandError(str(error)) from None
        match options["format"]:
            case "json":
                self.stdout.write(json.dumps({**process.spec(), "digest": process.digest()}, ensure_ascii=False))
            case "mermaid":
                self.stdout.write(draw.mermaid(process))
            case _:
                self.stdout.write(draw.table(process))
