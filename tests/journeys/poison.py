"""Documents that hang, eat memory or kill: the reader of `P2P_READER` does to itself what is written in them.

What is written for the reading child happens in a real child, confined as always; what is written for the worker
happens in the worker's own process. Everything else is read as ever.
"""

import contextlib
import io
import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from p2p.formats import sandbox
from p2p.formats.reading import Reading
from samples.mail import File, Letter, message

CHILD = "tests.journeys.poisoned_child"
MARK = "Poison: "
# In the reading child.
HANGS, SPINS, EATS, CRASHES = "hangs", "spins", "eats memory", "crashes"
# In the worker's own process.
KILLS_WORKER, HANGS_WORKER, HANGS_WORKER_FOR_GOOD = "kills the worker", "hangs the worker", "hangs it for good"


def read(path: Path, **how: Any) -> Reading:
    """Stands in for `sandbox.read`."""
    match poison_in(path):
        case "":
            return sandbox.read(path, **how)
        case "kills the worker":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs the worker":
            _hang()
        case "hangs it for good":
            while True:
                with contextlib.suppress(Exception):  # what stops it gently is not heard
                    _hang()
    return sandbox.read(path, **how, child=CHILD)


def poison_in(path: Path) -> str:
    """What the document does; empty for one that is harmless."""
    _, _, after = path.read_bytes().partition(f"({MARK}".encode())
    return after.partition(b")")[0].decode("ascii")


def mail(poison: str, number: int) -> bytes:
    """A mail with one poisonous PDF; each number makes other bytes."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=0)
    canvas.drawString(60, 780, f"INVOICE no. {number}")
    canvas.drawString(60, 760, f"{MARK}{poison}")
    canvas.save()
    letter = Letter(
        sender=("Pat Poisoner", "pat@poison.example"),
        to=("Accounts", "ap@brackenfield.example"),
        subject=f"It {poison}",
        paragraphs=("See attached.",),
        sent=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        files=(File(f"poison-{number}.pdf", file.getvalue()),),
    )
    return message(letter, f"poison-{number}")


def _hang() -> None:
    time.sleep(3600)
