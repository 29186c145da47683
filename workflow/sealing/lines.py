"""The lines of the anchor: what each says, how it is signed, and how a torn one is told apart. Pure."""

from hashlib import sha256
from typing import Any

import msgspec

# Enough of each event's hash to tell which row is another one; that the stretch is another one, the digest says.
SHORT = 12


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One seal: enough to find it, to know it again, and to name its rows after the database has forgotten."""

    place: int
    case_uid: str
    case: int
    number: int
    first: int
    last: int
    digest: str
    short_hashes: str

    def short(self, seq: int) -> str:
        """The beginning of the hash of this event."""
        begin = (seq - self.first) * SHORT
        return self.short_hashes[begin : begin + SHORT]


class Body(msgspec.Struct, frozen=True):
    """What is signed."""

    sequence: int
    at: str
    previous: str
    head: str
    seals: tuple[Entry, ...]


class _Line(msgspec.Struct, frozen=True):
    body: msgspec.Raw
    signature: str


class Read(msgspec.Struct, frozen=True):
    """A line as it was read."""

    body: Body
    signed: bytes
    signature: str
    hash: str


_lines = msgspec.json.Decoder(_Line)
_bodies = msgspec.json.Decoder(Body)


def shortened(hashes: list[str]) -> str:
    """The beginnings of the hashes, in a row; a missing row's is blank."""
    return "".join(value[:SHORT].ljust(SHORT) for value in hashes)


def encoded(body: Body, key: Any) -> bytes:
    """A signed line, with its end."""
    signed = msgspec.json.encode(body)
    return msgspec.json.encode({"body": msgspec.Raw(signed), "signature": key.sign(signed).hex()}) + b"\n"


def read(line: bytes) -> Read | None:
    """The line; None where it was torn: cut off in the middle of being written."""
    try:
        outer = _lines.decode(line)
        signed = bytes(outer.body)
        return Read(_bodies.decode(signed), signed, outer.signature, sha256(line.rstrip(b"\n")).hexdigest())
    except msgspec.DecodeError:
        return None
