"""`manage.py demo_users`: a login for each role. For demonstrations and tests only."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from samples.live.people import PEOPLE, ensure_people, password_of


class Command(BaseCommand):
    help = "Make a user for each role, all with one password, and print them. Not for an installation in real use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="default: one made by chance, the same each time in this P2P_DATA")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password = options["password"] or password_of(Path(settings.P2P_DATA))
            ensure_people(password)
        except Group.DoesNotExist as error:
            raise CommandError("The roles are missing. Run `manage.py migrate` first.") from error
        except OSError as error:
            raise CommandError(f"The password can't be kept in {settings.P2P_DATA}: {error.strerror}.") from error
        self.stdout.write(f"Password {password} for: {', '.join(login for login, _, _ in PEOPLE)}")
