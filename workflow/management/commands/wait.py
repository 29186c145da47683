import select
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow.management.output import number
from workflow.models import Case

LOOK_EVERY = 0.2


class Command(BaseCommand):
    help = "Wait until none of the cases (all, where none is named) is running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cases", nargs="*", help="ids of cases")
        parser.add_argument("--timeout", type=float, required=True, help="seconds after which to give up")
        parser.add_argument("--json", action="store_true", help="nothing is printed either way")

    def handle(self, *args: Any, **options: Any) -> None:
        running = Case.objects.filter(state="running")
        if options["cases"]:
            wanted = [number(case, "case") for case in options["cases"]]
            unknown = set(wanted) - set(Case.objects.filter(pk__in=wanted).values_list("pk", flat=True))
            if unknown:
                raise CommandError(f"There is no case {', '.join(map(str, sorted(unknown)))}.")
            running = running.filter(pk__in=wanted)
        until = time.monotonic() + options["timeout"]
        while running.exists():
            if time.monotonic() >= until:
                left = ", ".join(str(pk) for pk in running.order_by("pk").values_list("pk", flat=True)[:10])
                raise CommandError(f"Still running after {options['timeout']:g} s: case {left}.")
            select.select([], [], [], LOOK_EVERY)
