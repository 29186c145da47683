"""Tasks that can be seen from outside."""

import os
from pathlib import Path

from celery import shared_task
from django.conf import settings


@shared_task(name="system.mark")
def mark(name: str) -> None:
    """Leave a file with the number of the process that did it."""
    Path(settings.P2P_DATA, f"mark-{name}").write_text(str(os.getpid()))
