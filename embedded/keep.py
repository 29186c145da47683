"""Start a keeper: `python -m embedded.keep postgres|valkey DATA [--throwaway]`.

Returns when the server answers; the keeper goes on in the background, in a session of its own, so that no
Ctrl-C reaches it. If the server can't be had, the exit code is 1 and stderr says why.
"""

import argparse
import logging
import os
import signal
import sys
import time
from pathlib import Path

from embedded.errors import ServerTrouble
from embedded.keeper import STOPPING, Keeper, log
from embedded.kinds import KINDS, Kind, home_of
from embedded.locks import Lock
from embedded.logs import trim
from embedded.places import Place
from embedded.server import Home
from embedded.sockets import socket_folder
from embedded.state import State

READY = b"ready"


def main() -> int:
    """The exit code."""
    kind, place, throwaway = _arguments()
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        return _relay(reader, place)
    os.close(reader)
    _leave_the_terminal(place)
    return _keep(kind, place, throwaway, writer)


def _arguments() -> tuple[Kind, Place, bool]:
    parser = argparse.ArgumentParser(prog="embedded.keep")
    parser.add_argument("kind", choices=[kind.name for kind in KINDS])
    parser.add_argument("data", type=Path)
    parser.add_argument("--throwaway", action="store_true", help="nothing is forced to disk: for tests")
    given = parser.parse_args()
    kind = next(kind for kind in KINDS if kind.name == given.kind)
    return kind, Place(given.data), given.throwaway


def _relay(reader: int, place: Place) -> int:
    """Pass on what the keeper reports, as soon as it does."""
    with os.fdopen(reader, "rb") as report:
        words = report.read()
    if words == READY:
        return 0
    print(words.decode() or f"The keeper failed: see {place.log / 'keeper.log'}", file=sys.stderr)
    return 1


def _leave_the_terminal(place: Place) -> None:
    os.setsid()
    os.chdir("/")
    trim(place.log / "keeper.log")
    output = os.open(place.log / "keeper.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, output), (2, output)):
        os.dup2(file, stream)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")


def _keep(kind: Kind, place: Place, throwaway: bool, writer: int) -> int:
    with Lock(kind.run(place) / "keeper.lock") as alone, os.fdopen(writer, "wb", buffering=0) as report:
        try:
            keeper = _keeper(kind, place, throwaway, alone)
        except ServerTrouble as trouble:
            report.write(str(trouble).encode())
            return 1
        for number in (signal.SIGTERM, signal.SIGUSR1):
            signal.signal(number, keeper.obey)
        try:
            keeper.start()
            report.write(READY)
            report.close()
            keeper.keep()
        except ServerTrouble as trouble:
            log.error("%s", trouble)
            report.write(str(trouble).encode())
            return 1
        finally:
            keeper.stop()
    return 0


def _keeper(kind: Kind, place: Place, throwaway: bool, alone: Lock) -> Keeper:
    """The keeper, once the one before it and its server have ended."""
    run, home = kind.run(place), home_of(kind, place)
    if not alone.wait_alone(STOPPING * 2):
        raise ServerTrouble(f"Another keeper doesn't end: see {place.log / 'keeper.log'}.")
    left = State.read(run / "state.json", place.data)
    if left:
        _outlive(left.server, home)
    trim(home.log)
    sockets = socket_folder(Path(left.sockets) if left else None, home.account)
    return Keeper(kind.server(place, sockets, throwaway), run, place.data)


def _outlive(process: int, home: Home) -> None:
    """Wait for the server of a keeper that was killed: it is ending, and two at once would spoil the data."""
    deadline = time.monotonic() + STOPPING
    while home.serves(process):
        if time.monotonic() > deadline:
            raise ServerTrouble(f"Process {process} still serves {home.path}: stop it (kill -INT {process}).")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
