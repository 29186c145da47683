"""Mails in memory: the twin of the real sources, with the same promises."""

from collections.abc import Sequence

from p2p.mail.parse import MAX_MAIL_BYTES
from p2p.mail.sources import MailGone, MailUnfetchable


class MemorySource:
    """Holds mails until they are done or set aside."""

    name = "memory"

    def __init__(self, mails: Sequence[bytes] = ()) -> None:
        self._waiting: dict[str, bytes] = {}
        self.processed: list[bytes] = []
        self.failed: list[bytes] = []
        for mail in mails:
            self.deliver(mail)

    def deliver(self, mail: bytes) -> None:
        """A mail arrives."""
        self._waiting[str(len(self._waiting) + len(self.processed) + len(self.failed) + 1)] = mail

    def waiting(self, limit: int) -> Sequence[str]:
        return list(self._waiting)[:limit]

    def fetch(self, key: str) -> bytes:
        if key not in self._waiting:
            raise MailGone(key)
        mail = self._waiting[key]
        if len(mail) > MAX_MAIL_BYTES:
            raise MailUnfetchable("The email is too large.")
        return mail

    def done(self, key: str) -> None:
        if mail := self._waiting.pop(key, None):
            self.processed.append(mail)

    def set_aside(self, key: str, why: str) -> None:
        if mail := self._waiting.pop(key, None):
            self.failed.append(mail)
