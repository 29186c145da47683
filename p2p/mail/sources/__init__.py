"""Places where mails wait to be taken in: a mailbox, a folder, or memory. Each keeps the same promises.

A mail leaves its place only by `done` or `set_aside`, which are called after it was stored. So a crash at
any moment means that it is fetched again, and found to be a duplicate: never that it is lost.
"""

from collections.abc import Sequence
from typing import Protocol


class SourceUnavailable(Exception):
    """The place where mails wait can't be reached. Nothing was taken from it."""


class MailGone(Exception):
    """The mail is no longer there: somebody else has taken it in."""


class MailUnfetchable(Exception):
    """This one mail can't be fetched; the others can."""


class MailSource(Protocol):
    """A place where mails wait. Keys are only good until the source is closed."""

    @property
    def name(self) -> str:
        """What stands in the email's record as its source."""

    def waiting(self, limit: int) -> Sequence[str]:
        """Keys of at most `limit` mails, oldest first. Raises SourceUnavailable."""

    def fetch(self, key: str) -> bytes:
        """The mail as it was received, byte for byte.

        Raises MailGone, MailUnfetchable (with a sentence for people) or SourceUnavailable.
        """

    def done(self, key: str) -> None:
        """The mail is safely stored: it waits no longer. Raises SourceUnavailable."""

    def set_aside(self, key: str, why: str) -> None:
        """The mail needs a person's eye: keep it apart, with the reason where the place can hold one."""
