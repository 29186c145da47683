from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from workflow import registry, story
from workflow.management.output import LinesCommand
from workflow.models import Case
from workflow.transitions import CASE


class Command(LinesCommand):
    help = "List cases, oldest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--state", choices=CASE.all(), action="append", help="only these (may be repeated)")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = Case.objects.order_by("id")
        if options["state"]:
            cases = cases.filter(state__in=options["state"])
        self.print_rows(_rows(cases.iterator(chunk_size=500)), as_json=options["json"])


def _rows(cases: Iterator[Case]) -> Iterator[dict[str, Any]]:
    for case in cases:
        yield {**story.row_of(case), **registry.current(case.process).brief(case.pk)}
