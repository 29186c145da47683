"""A mail server on loopback that keeps what it has taken in, and fails as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """`taken` is its own ledger: every message whose end has arrived, whether or not it could say so."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[bytes] = []
        self.greeted = 0
        self.unknown: set[str] = set()
        self.cuts = 0  # so many times the line is cut after a message, before the answer
        self.answers = threading.Event()
        self.answers.set()  # cleared: what has been taken is answered only when it is set again

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.greeted += 1
        self._say("220 ready")
        while line := self.rfile.readline().strip().decode():
            verb = line.partition(" ")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self.server.taken.append(self._data())
                self.server.answers.wait(30)
                if self.server.cuts:
                    self.server.cuts -= 1
                    return
            if verb == "RCPT" and line.partition("<")[2].rstrip(">") in self.server.unknown:
                self._say("550 5.1.1 no such mailbox")
                continue
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Serves until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.answers.set()
            server.shutdown()
            thread.join()
