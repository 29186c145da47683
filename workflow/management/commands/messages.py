from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from workflow import clock, engine, story
from workflow.management.output import NOT_ALLOWED, LinesCommand, number
from workflow.models import Message


class Command(LinesCommand):
    help = "List the messages to people that have not been sent, oldest first; or queue failed ones again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--all", action="store_true", help="sent ones as well")
        parser.add_argument("--again", nargs="+", metavar="ID", default=(), help="queue these again, which have failed")

    def handle(self, *args: Any, **options: Any) -> None:
        for message_id in options["again"]:
            self._again(number(message_id, "message"))
        messages = Message.objects.order_by("id")
        if not options["all"]:
            messages = messages.exclude(state="sent")
        self.print_rows(map(story.message_row, messages.iterator(chunk_size=200)), as_json=options["json"])

    def _again(self, message_id: int) -> None:
        try:
            engine.send_again(message_id, now=clock.now())
        except engine.NotSendable as error:
            raise CommandError(str(error), returncode=NOT_ALLOWED) from error
