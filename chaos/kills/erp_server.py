"""An accounts system as a process of its own, over HTTP: `python -m chaos.kills.erp_server JOURNAL`.

It behaves as `p2p.erp.twin` does, misbehaviour included, and journals every booking that it makes, also those
that it makes twice. The port is printed. `/control` says how it behaves from now on.
"""

import contextlib
import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

from chaos.kills.journal import Journal
from p2p.erp import Held
from p2p.erp.failures import (
    ChangeRefused,
    ErpGarbled,
    ErpTimedOut,
    ErpUnavailable,
    KeyReused,
    PaymentRefused,
    PostingRefused,
)
from p2p.erp.requests import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest
from p2p.erp.twin import Book, Mode, Twin
from workflow.outcomes import Absent, Done, Found

REFUSALS = (KeyReused, PostingRefused, PaymentRefused, ChangeRefused)
SILENCE = 2.5  # seconds that a caller hears nothing, where the answer is lost
GARBAGE = b"<html><h1>It works!</h1>"
Answer = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request: its shape, the twin's book, and the twin's methods."""

    request: type[Any]
    book: Callable[[Twin], Book[Any]]
    find: Callable[[Twin, str], Found]
    write: Callable[[Twin, Any, str], Done]
    listed: Callable[[Twin, list[str] | None], Iterator[Held]]


KINDS = {
    "posting": Kind(PostingRequest, lambda twin: twin.postings, Twin.find_posting, Twin.post, Twin.held_postings),
    "payment": Kind(PaymentRequest, lambda twin: twin.payments, Twin.find_payment, Twin.schedule, Twin.held_payments),
    "change": Kind(ChangeRequest, lambda twin: twin.changes, Twin.find_change, Twin.change, Twin.held_changes),
    "reversal": Kind(
        ReversalRequest, lambda twin: twin.reversals, Twin.find_reversal, Twin.reverse, Twin.held_reversals
    ),
}


class Books:
    """The twin behind the wire. `slow`: seconds between a booking and its answer; `calls`: how many were taken."""

    def __init__(self, path: Path) -> None:
        self.twin = Twin()
        self.journal = Journal(path)
        self.slow = 0.0
        self.calls = 0
        self._lock = threading.Lock()

    def control(self, *, usual: str, script: list[str], slow: float) -> None:
        """Behave like this from now on; modes by their names in `Mode`."""
        with self._lock:
            self.twin.usual = Mode[usual]
            self.twin.script = deque(Mode[name] for name in script)
            self.slow = slow

    def find(self, kind: str, key: str) -> Found:
        with self._lock:
            self.calls += 1
            return KINDS[kind].find(self.twin, key)

    def listed(self, kind: str, keys: list[str] | None) -> list[Held]:
        with self._lock:
            self.calls += 1
            return list(KINDS[kind].listed(self.twin, keys))

    def write(self, kind: str, key: str, request: Any) -> Done:
        """Book as the twin does. What was booked is in the journal before anybody hears of it."""
        try:
            with self._lock:
                self.calls += 1
                return self._write(kind, key, request)
        finally:
            time.sleep(self.slow)

    def _write(self, name: str, key: str, request: Any) -> Done:
        kind = KINDS[name]
        rows = kind.book(self.twin).rows
        before = len(rows)
        try:
            return kind.write(self.twin, msgspec.convert(request, kind.request, strict=False), key)
        finally:
            for held, reference, booked in rows[before:]:
                self.journal.add(
                    {"kind": name, "key": held, "reference": reference, "request": msgspec.to_builtins(booked)}
                )


def answer(books: Books, path: str, asked: dict[str, Any]) -> Answer | None:
    """The answer to one request; None where the caller is to hear nothing."""
    try:
        if path == "/control":
            books.control(**asked)
            return 200, b"{}"
        if path == "/calls":
            return 200, json.dumps({"calls": books.calls}).encode()
        _, verb, kind = path.split("/")
        if verb == "find":
            return 200, _told(books.find(kind, asked["key"]))
        if verb == "list":
            return 200, msgspec.json.encode({"lines": books.listed(kind, asked["keys"])})
        return 200, _told(books.write(kind, asked["key"], asked["request"]))
    except REFUSALS as refusal:
        return 409, json.dumps({"refusal": type(refusal).__name__, "why": str(refusal)}).encode()
    except ErpUnavailable:
        return 500, b"{}"
    except ErpGarbled:
        return 200, GARBAGE
    except ErpTimedOut:
        return None


def _told(found: Found) -> bytes:
    if isinstance(found, Absent):
        return b'{"kind": "absent"}'
    kind = "done" if isinstance(found, Done) else "unknown"
    return msgspec.json.encode({"kind": kind, **msgspec.to_builtins(found)})


class Handler(BaseHTTPRequestHandler):
    """One request a connection: a caller that is gone leaves nothing behind."""

    books: Books

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = answer(self.books, self.path, asked)
        if said is None:
            time.sleep(SILENCE)
            self.close_connection = True
            return
        with contextlib.suppress(OSError):  # the caller was killed, or cut off
            self.send_response(said[0])
            self.send_header("Content-Length", str(len(said[1])))
            self.end_headers()
            self.wfile.write(said[1])

    def log_message(self, *_: object) -> None:
        """Nothing: the journal says what counts."""


def serve(path: Path) -> ThreadingHTTPServer:
    """A server on a free port of this machine, not running yet."""
    handler = type("Bound", (Handler,), {"books": Books(path)})
    return ThreadingHTTPServer(("127.0.0.1", 0), handler)


def main() -> None:
    server = serve(Path(sys.argv[1]))
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
