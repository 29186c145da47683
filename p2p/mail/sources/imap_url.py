"""The address of a mailbox: `imaps://user:password@host:993/INBOX?processed=Processed&failed=Failed`. Pure.

`imaps` is TLS from the start; `imap` is STARTTLS, and unencrypted on this machine's own loopback only.
"""

import ipaddress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

_EXAMPLE = "imaps://user:password@mail.example.com/INBOX"
_KNOWN = {"processed", "failed"}

Security = Literal["tls", "starttls", "none"]


class BadMailboxUrl(ValueError):
    """P2P_IMAP_URL is not the address of a mailbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where a mailbox is and which of its folders are used. The password is not in its repr."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    processed: str = "Processed"
    failed: str = "Failed"


def parse(url: str) -> Mailbox:
    """Read the address; raises BadMailboxUrl, without the password in it."""
    parts = urlsplit(url)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise BadMailboxUrl(f"P2P_IMAP_URL is not understood; write it like {_EXAMPLE}")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := sorted(options.keys() - _KNOWN):
        raise BadMailboxUrl(f"P2P_IMAP_URL has unknown options {', '.join(unknown)}; known are processed and failed")
    security = _security(parts.scheme, parts.hostname)
    try:
        port = parts.port or (993 if security == "tls" else 143)
    except ValueError as error:
        raise BadMailboxUrl("P2P_IMAP_URL has an impossible port; leave it out for the usual one") from error
    return Mailbox(
        host=parts.hostname,
        port=port,
        security=security,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        **options,
    )


def _security(scheme: str, host: str) -> Security:
    if scheme == "imaps":
        return "tls"
    return "none" if _is_loopback(host) else "starttls"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
