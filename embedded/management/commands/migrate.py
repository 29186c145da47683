"""`manage.py migrate`, as the database's owner; the role that runs the application then gets its rights."""

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from embedded.grants import grant_to
from embedded.owner import as_owner


class Command(migrate.Command):
    """Django's own, between the change of roles and the grants."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] != DEFAULT_DB_ALIAS:
            super().handle(*args, **options)
            return
        with as_owner() as application:
            super().handle(*args, **options)
            if application:
                grant_to(application)
