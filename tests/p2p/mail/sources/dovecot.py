"""A real IMAP server for a test: Dovecot, its own configuration, a loopback port, one user."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

USER, PASSWORD = "invoices@buyer.example", "p:w/d@1"
_STARTS_WITHIN = 10.0

_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
mail_location = maildir:{folder}/maildir
first_valid_uid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server. `url` is what P2P_IMAP_URL would hold."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"imap://invoices%40buyer.example:p%3Aw%2Fd%401@127.0.0.1:{self.port}/INBOX"


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """Run a server until the block ends. Its files lie where its own user can reach them."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("Dovecot is not installed. Install it: apt-get install dovecot-imapd")
    with tempfile.TemporaryDirectory(prefix="dovecot-") as name:
        folder = Path(name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        configuration = folder / "dovecot.conf"
        settings = {"folder": folder, "port": port, "password": PASSWORD, **_accounts(folder)}
        configuration.write_text(_CONFIGURATION.format(**settings))
        server = subprocess.Popen([program, "-F", "-c", configuration], stderr=subprocess.DEVNULL)
        try:
            _wait_for(port, server, folder)
            yield Dovecot(port, folder)
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def client(server: Dovecot) -> Iterator[imaplib.IMAP4]:
    """Another client of the same mailbox, which begins empty."""
    with imaplib.IMAP4("127.0.0.1", server.port) as connected:
        connected.login(USER, PASSWORD)
        for folder in ("INBOX", "Processed", "Failed"):
            if connected.select(folder)[0] == "OK":
                connected.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
                connected.expunge()
        connected.select("INBOX")
        yield connected


def mails_in(connected: imaplib.IMAP4, folder: str) -> list[bytes]:
    """Every mail in the folder, oldest first."""
    connected.select(folder, readonly=True)
    uids = connected.uid("SEARCH", "ALL")[1][0].split()
    return [connected.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1] for uid in uids]


def _accounts(folder: Path) -> dict[str, object]:
    """As root Dovecot insists on unprivileged users; as anybody else everything runs as that user."""
    for part in ("maildir", "home"):
        (folder / part).mkdir()
    me = pwd.getpwuid(os.getuid())
    if me.pw_uid:
        return {
            "login": me.pw_name,
            "internal": me.pw_name,
            "group": grp.getgrgid(me.pw_gid).gr_name,
            "uid": me.pw_uid,
            "gid": me.pw_gid,
        }
    mail = pwd.getpwnam("dovecot")
    folder.chmod(0o755)
    for part in ("maildir", "home"):
        os.chown(folder / part, mail.pw_uid, mail.pw_gid)
    return {
        "login": "dovenull",
        "internal": "dovecot",
        "group": "dovecot",
        "uid": mail.pw_uid,
        "gid": mail.pw_gid,
    }


def _wait_for(port: int, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                if line.recv(4) == b"* OK":
                    return
        except OSError:
            server.poll()
    log = folder / "log"
    pytest.fail(f"Dovecot did not start: {log.read_text() if log.exists() else 'it wrote no log'}")
