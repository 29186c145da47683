"""Servers for a test run: fresh, private, and gone afterwards."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from embedded.kinds import KINDS, Kind
from embedded.lease import borrowed
from embedded.places import Place


@contextlib.contextmanager
def servers(kinds: Sequence[Kind] = KINDS) -> Iterator[dict[str, str]]:
    """Start servers in a new folder; yields the environment that leads to them.

    `{"P2P_DATA": …, "DATABASE_URL": …, "DATABASE_OWNER_URL": …, "REDIS_URL": …}`, to be set before Django's
    settings load. Nothing is forced to disk. When the block ends, so do the servers, and the folder is removed.
    """
    place = Place(Path(tempfile.mkdtemp(prefix="p2p-tests-")).resolve())
    try:
        with borrowed(place, kinds, throwaway=True) as leases:
            try:
                addresses = [lease.addresses().items() for lease in leases]
                yield {"P2P_DATA": str(place.data), **dict(chain.from_iterable(addresses))}
            finally:
                for lease in leases:
                    lease.release(at_once=True)
    finally:
        shutil.rmtree(place.data, ignore_errors=True)
