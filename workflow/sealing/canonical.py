"""What is hashed, byte by byte. Pure: the sealer and the verifier share it, and nothing else says it.

Every form begins with its name and version. A later release that wants another form adds one, since what was
sealed keeps its own for ever.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

# Before the first seal of a case, and before the first of all.
NOTHING = ""
# A row that was not there when its stretch was sealed.
MISSING = ""

# Numbers as they are written in the database, not as floats, which would let the last digits be changed.
_encode = msgspec.json.Encoder(order="deterministic", decimal_format="number").encode


def event_hash(case_uid: str, row: Sequence[Any]) -> str:
    """Of one event: the case's uid and every column, as `rows` reads them (the data last, as text)."""
    *columns, data = row
    return _hashed("event/1", case_uid, *columns, read_json(data))


def seal_digest(
    *,
    before: str,
    case_uid: str,
    case: int,
    number: int,
    place: int,
    span: tuple[int, int],
    hashes: Sequence[str],
    at: str,
) -> str:
    """Of one seal: chained to the digest of the case's seal before it."""
    return _hashed("seal/1", before, case_uid, case, number, place, *span, list(hashes), at)


def chain_head(before: str, digest: str) -> str:
    """The chain over the seals of all cases, after one more."""
    return _hashed("head/1", before, digest)


def read_json(text: str) -> Any:
    """The value, its numbers exact; where Python can't hold it (nested too deep), the text itself."""
    try:
        value = json.loads(text, parse_int=Decimal, parse_float=Decimal)
        _encode(value)
    except (ValueError, RecursionError):
        return ["unreadable", text]
    return value


def _hashed(*parts: Any) -> str:
    return sha256(_encode(parts)).hexdigest()
