"""The address of the server that sends mail: `smtps://user:password@mail.example.com`. Pure.

`smtps` is TLS from the start; `smtp` is STARTTLS, and unencrypted on this machine's own loopback only. Without
an address every message is written into a folder instead.
"""

import ipaddress
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

_EXAMPLE = "smtps://user:password@mail.example.com"
FOLDER = "config.mail_folder.MailFolder"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class BadMailServerUrl(ValueError):
    """P2P_EMAIL_URL is not the address of a mail server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where messages are handed in. The password is not in its repr."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = False


def mail_server(url: str) -> MailServer:
    """Read the address; raises BadMailServerUrl, without the password in it."""
    if not url:
        return MailServer(backend=FOLDER)
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadMailServerUrl(f"P2P_EMAIL_URL is not understood; write it like {_EXAMPLE}")
    tls = parts.scheme == "smtps"
    starttls = not tls and not _is_loopback(parts.hostname)
    try:
        port = parts.port or (465 if tls else 587 if starttls else 25)
    except ValueError as error:
        raise BadMailServerUrl("P2P_EMAIL_URL has an impossible port; leave it out for the usual one") from error
    return MailServer(
        backend=SMTP,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        starttls=starttls,
    )


def mail_domain(sender: str) -> str:
    """The domain of the address under which messages are sent."""
    return parseaddr(sender)[1].partition("@")[2] or "localhost"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
