"""Takes in what waits in a mail source, mail by mail: stored first, then put away.

One bad mail never blocks the next. What concerns all of them (the disk, the database, the mail server)
stops the round; the mails stay where they are, and the next round begins with the same ones.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError

from p2p.mail.sources import MailGone, MailSource, MailUnfetchable, SourceUnavailable, imap, imap_url
from p2p.mail.sources.folder import FolderSource
from p2p.receiving import Received, receive
from p2p.store import StoreTrouble

PER_ROUND = 100

logger = logging.getLogger(__name__)


def collect(source: MailSource, *, clock: Callable[[], datetime], limit: int = PER_ROUND) -> Iterator[Received]:
    """Take in at most `limit` mails, oldest first; yield what became of each that was stored.

    Raises SourceUnavailable, StoreTrouble, or a database error that concerns more than one mail.
    """
    for key in source.waiting(limit):
        try:
            raw = source.fetch(key)
            received = receive(raw, source=source.name, now=clock())
        except MailGone:
            continue
        except MailUnfetchable as error:
            _set_aside(source, key, str(error))
        except (DataError, IntegrityError) as error:
            _set_aside(source, key, f"The email could not be recorded: {error}")
        else:
            if received.trouble:
                _set_aside(source, key, received.trouble)
            else:
                source.done(key)
            yield received


def collect_all(*, clock: Callable[[], datetime]) -> Iterator[Received]:
    """One round over every source that the settings name. A source in trouble doesn't hold up the others."""
    for opened in _configured():
        try:
            with opened() as source:
                yield from collect(source, clock=clock)
        except (SourceUnavailable, StoreTrouble, imap_url.BadMailboxUrl) as error:
            logger.warning("No mail collected: %s", error, extra={"action": "mail_not_collected"})


def mailbox() -> AbstractContextManager[MailSource]:
    """The mailbox that P2P_IMAP_URL names. Raises BadMailboxUrl or SourceUnavailable."""
    return imap.opened(imap_url.parse(settings.P2P_IMAP_URL))


def folder(path: Path | None = None) -> AbstractContextManager[MailSource]:
    """The folder given, or the one that P2P_MAIL_FOLDER names."""
    return nullcontext(FolderSource(path or Path(settings.P2P_MAIL_FOLDER)))


def _configured() -> Iterator[Callable[[], AbstractContextManager[MailSource]]]:
    if settings.P2P_MAIL_FOLDER:
        yield folder
    if settings.P2P_IMAP_URL:
        yield mailbox


def _set_aside(source: MailSource, key: str, why: str) -> None:
    logger.warning("A mail was set aside: %s", why, extra={"action": "mail_set_aside", "source": source.name})
    source.set_aside(key, why)
