"""Hands a message to the mail server, through the mail backend that the settings name."""

import contextlib
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from workflow.models import Message


class NotSent(Exception):
    """The mail server did not take the message."""


class Unreachable(NotSent):
    """The mail server can't be reached, so no other message would be taken either."""


class Postbox:
    """One connection for many messages: opened when it is wanted, and anew after a failure."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, message: Message) -> None:
        """Return when the server has taken it; raises NotSent, also where nobody can tell whether it has."""
        try:
            connection = self._connection = self._connection or get_connection()
            connection.open()
        except Exception as error:
            self._connection = None
            raise Unreachable(_sentence(error)) from error
        try:
            taken = connection.send_messages([envelope(message)])
        except Exception as error:
            self._close()
            raise NotSent(_sentence(error)) from error
        if not taken:
            raise NotSent("The mail backend says that it sent nothing.")

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):  # a line that is cut needs no farewell
                connection.close()


def envelope(message: Message) -> EmailMessage:
    """The message as it is sent: at every attempt the same, to the last byte."""
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(message.queued_at),
            "Auto-Submitted": "auto-generated",
        },
    )


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
