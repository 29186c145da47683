import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from workflow import clock, engine
from workflow.management.output import NOT_ALLOWED, USAGE, number
from workflow.people import Actor


class Command(BaseCommand):
    help = "Answer a question. It takes effect at once; the case goes on by the same path as from the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("task", help="the task's id, as `tasks` prints it")
        parser.add_argument("choice", help="the code of the choice")
        parser.add_argument("--user", required=True, help="login of the person who answers")
        parser.add_argument("--note", default="", help="why")
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", dest="values")
        parser.add_argument("--json", action="store_true", help="the answer is always one JSON line")

    def handle(self, *args: Any, **options: Any) -> None:
        task = number(options["task"], "task")
        try:
            decision = engine.decide(
                task,
                options["choice"],
                actor=_actor(options["user"]),
                now=clock.now(),
                note=options["note"],
                values=_values(options["values"]),
            )
        except engine.DecisionRefused as refused:
            raise CommandError(str(refused), returncode=NOT_ALLOWED) from None
        except engine.UnableToDecide as unable:
            raise CommandError(str(unable)) from None
        told = {"task": str(task), "case": str(decision.case_id), "state": decision.case.state}
        self.stdout.write(json.dumps(told))


def _actor(login: str) -> Actor:
    users = get_user_model()
    user = users.objects.filter(**{users.USERNAME_FIELD: login}, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user {login!r}.", returncode=NOT_ALLOWED)
    actor: Actor = import_string(settings.WORKFLOW_ACTOR_FROM_USER)(user)
    return actor


def _values(pairs: Iterable[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise CommandError(f"--set takes FIELD=VALUE, not {pair!r}.", returncode=USAGE)
        values[field] = value
    return values
