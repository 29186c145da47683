"""Messages as files, where there is no mail server: one `.eml` for each Message-ID, whole or not at all.

A message that is sent again under the same Message-ID replaces its file.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from p2p.store import write_whole

_NAMED = re.compile(r"<([A-Za-z0-9._@-]{1,200})>")


class MailFolder(BaseEmailBackend):
    """Django's mail backend over EMAIL_FILE_PATH."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each; a disk that is full raises, and the message is tried again later."""
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        whole = message.message()
        named = _NAMED.fullmatch(str(whole["Message-ID"]))
        if not named:
            raise ValueError("The message's Message-ID is no name for a file.")
        write_whole(self._folder / f"{named[1]}.eml", whole.as_bytes())
