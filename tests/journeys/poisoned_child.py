"""The reading child with one more format before all others: it does what is written in the document."""

import os
import signal
import sys
import time
from typing import NoReturn

from p2p.formats import child, dispatch
from p2p.formats.document import Document
from tests.journeys import poison

_MEGABYTE = 1024 * 1024


def read(document: Document) -> NoReturn:
    """A format's reader, at its worst."""
    match poison.poison_in(document.path):
        case poison.HANGS:
            time.sleep(3600)
        case poison.SPINS:
            while True:
                pass
        case poison.EATS:
            eaten = []
            while True:
                eaten.append(bytearray(_MEGABYTE))
        case poison.CRASHES:
            os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("not poisonous")


if __name__ == "__main__":
    vars(dispatch)["FORMATS"] = (("tests.journeys.poisoned_child", ("pdf",)),)
    sys.exit(child.main(*sys.argv[1:]))
