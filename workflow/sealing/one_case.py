"""Holds one case's events against its seals. Pure: rows in, findings out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from workflow.sealing import canonical
from workflow.sealing.findings import Finding

Row = Sequence[Any]

SEQ = 2  # where an event's row has it
# Rows that are looked for in each other's places, and missing ones that are named singly: beyond it costs too much.
MANY = 1000


@dataclass(slots=True)
class Sealed:
    """What the seals of a case vouch for."""

    hashes: dict[int, str] = field(default_factory=dict)  # seq to hash
    last: int = 0
    gone: set[int] = field(default_factory=set)  # covered by a seal that isn't there


def sealed_by(case: int, uid: str, seals: Sequence[Row]) -> tuple[Sealed, list[Finding]]:
    """The hashes that the seals hold, and what is wrong with the seals themselves."""
    sealed, found = Sealed(), []
    before, expected = canonical.NOTHING, 1
    for _, number, place, first, last, hashes, digest, _, at in seals:
        gap = number > expected
        found += [Finding(case, "seal", lost, "seal_deleted") for lost in range(expected, number)[:MANY]]
        sealed.gone.update(range(sealed.last + 1, first)[:MANY] if gap else ())
        again = canonical.seal_digest(
            before=before, case_uid=uid, case=case, number=number, place=place, span=(first, last), hashes=hashes, at=at
        )
        fits = first == sealed.last + 1 and last - first + 1 == len(hashes) and digest == again
        if number < expected or not (gap or fits):
            found.append(Finding(case, "seal", number, "seal_edited", f"events {first} to {last}"))
        sealed.hashes.update(enumerate(hashes, first))
        sealed.last, before, expected = last, digest, number + 1
    return sealed, found


def examine(case: Row | None, events: Sequence[Row], sealed: Sealed, number: int) -> Iterator[Finding]:
    """Each event of case `number` that isn't what its seal says, and each that is missing."""
    uid, count, counter = (case[1], case[2], case[3]) if case else ("", 0, 0)
    if case is None:
        yield Finding(number, "case", number, "deleted")
    elif counter != sealed.last or count < sealed.last:
        detail = f"events {count}, sealed {counter}; the seals end at {sealed.last}"
        yield Finding(number, "case", number, "case_edited", detail)
    there: set[int] = set()
    changed: dict[int, Row] = {}
    for row in events:
        seq = row[SEQ]
        if seq in there or not _known(seq, sealed, count):
            yield Finding(number, "event", seq, "inserted")
        elif seq in sealed.hashes and canonical.event_hash(uid, row) != sealed.hashes[seq]:
            changed[seq] = row
        there.add(seq)
    missing = _missing(there, sealed, count)
    yield from _told_missing(number, missing, max(there, default=0))
    yield from _told_changed(number, uid, changed, {**changed, **dict.fromkeys(missing)}, sealed)


def _known(seq: int, sealed: Sealed, count: int) -> bool:
    """Whether a seal, a lost seal or the case's counter knows of a row with this number."""
    if seq in sealed.hashes:
        return sealed.hashes[seq] != canonical.MISSING
    return seq in sealed.gone or sealed.last < seq <= count


def _missing(there: set[int], sealed: Sealed, count: int) -> list[int]:
    of_seals = [seq for seq in sealed.hashes if seq not in there]
    unsealed = (seq for seq in range(sealed.last + 1, count + 1) if seq not in there)
    return [*of_seals, *islice(unsealed, MANY)]


def _told_missing(case: int, missing: Sequence[int], newest: int) -> Iterator[Finding]:
    for seq in missing:
        yield Finding(case, "event", seq, "truncated" if seq > newest else "deleted")


def _told_changed(
    case: int, uid: str, changed: Mapping[int, Row], free: Mapping[int, Any], sealed: Sealed
) -> Iterator[Finding]:
    """Edited, or in each other's place: then the row fits where another one should stand."""
    for seq, row in changed.items():
        others = [other for other in free if other != seq] if len(free) <= MANY else []
        moved = (other for other in others if _stood_at(other, uid, row) == sealed.hashes.get(other))
        stood = next(moved, None)
        detail = "" if stood is None else f"it stood at {stood}"
        yield Finding(case, "event", seq, "edited" if stood is None else "reordered", detail)


def _stood_at(seq: int, uid: str, row: Row) -> str:
    return canonical.event_hash(uid, [*row[:SEQ], seq, *row[SEQ + 1 :]])
