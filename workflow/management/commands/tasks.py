from argparse import ArgumentParser
from typing import Any

from workflow import story
from workflow.management.output import LinesCommand
from workflow.models import Task


class Command(LinesCommand):
    help = "List the open questions, oldest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--all", action="store_true", help="closed ones as well")

    def handle(self, *args: Any, **options: Any) -> None:
        tasks = Task.objects.select_related("case", "decision__undoing").order_by("id")
        if not options["all"]:
            tasks = tasks.filter(state="open")
        stories = (story.task_story(task) for task in tasks.iterator(chunk_size=200))
        if options["json"]:
            self.print_rows(stories, as_json=True)
            return
        columns = ("id", "case", "reason", "role", "question")
        self.print_rows(({name: told[name] for name in columns} for told in stories), as_json=False)
