import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow import story
from workflow.management.output import number
from workflow.models import Case


class Command(BaseCommand):
    help = "Tell everything about one case: steps, questions, answers, and what its process adds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="the case's id, as `cases` prints it")
        parser.add_argument("--json", action="store_true", help="on one line, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        case = Case.objects.filter(pk=number(options["case"], "case")).first()
        if case is None:
            raise CommandError(f"There is no case {options['case']}. `manage.py cases` lists them.")
        indent = None if options["json"] else 2
        self.stdout.write(json.dumps(story.story_of(case), ensure_ascii=False, indent=indent))
